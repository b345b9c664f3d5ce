//! `DescribeDBInstanceNetInfo`: where an instance can be dialled, and by whom.

use std::net::IpAddr;

use rampart_rds::{action::DescribeDBInstanceNetInfo, instances, records::AllowList};
use rampart_wire::rds::describe_db_instance_net_info::{
    DBInstanceNetInfo, DescribeDBInstanceNetInfoRequest, DescribeDBInstanceNetInfoResponse, SecurityIPGroup,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn describe_db_instance_net_info(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceNetInfoRequest,
) -> Answer<DescribeDBInstanceNetInfoResponse> {
    let named = named::instance(&ask.db_instance_id);
    let permitted = call.permit(DescribeDBInstanceNetInfo, named).await?;

    let net = instances::net_info(&permitted)?;
    let instance = permitted.found()?;

    let group = |list: &AllowList| SecurityIPGroup {
        security_ip_group_name: Some(list.name.to_string()),
        security_ips: Some(shown::networks(&list.networks)),
    };
    let address = net.connection.parse::<IpAddr>().map(|address| address.to_string());
    let here = DBInstanceNetInfo {
        connection_string: Some(net.connection.to_string()),
        connection_string_type: Some("Normal".into()),
        expired_time: Some(String::new()),
        // A host's name has none; Terraform reads the field all the same.
        ip_address: Some(address.unwrap_or_default()),
        ip_type: Some("Private".into()),
        port: Some(net.port.to_string()),
        security_ip_groups: instance.allow_lists.iter().map(group).collect(),
        upgradeable: Some("Disabled".into()),
        vpc_id: shown::kept(instance, shown::VPC, ""),
        vswitch_id: shown::kept(instance, shown::VSWITCH, ""),
        ..DBInstanceNetInfo::default()
    };
    Ok(DescribeDBInstanceNetInfoResponse {
        db_instance_net_infos: vec![here],
        instance_network_type: shown::kept(instance, shown::NETWORK_TYPE, "VPC"),
        security_ip_mode: Some("normal".into()),
    })
}
