//! `DescribeDBInstanceHAConfig`: the nodes of an instance. There is one, and nothing to keep in step with it.

use rampart_rds::action::DescribeDBInstanceHAConfig;
use rampart_wire::rds::describe_db_instance_ha_config::{
    DescribeDBInstanceHAConfigRequest, DescribeDBInstanceHAConfigResponse, NodeInfo,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn describe_db_instance_ha_config(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceHAConfigRequest,
) -> Answer<DescribeDBInstanceHAConfigResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeDBInstanceHAConfig, instance).await?;

    let instance = instance.found()?;
    let node = NodeInfo {
        node_id: Some(instance.id.to_string()),
        node_type: Some("Master".into()),
        region_id: Some(instance.region.to_string()),
        zone_id: shown::kept(instance, shown::ZONE, ""),
        ..NodeInfo::default()
    };
    Ok(DescribeDBInstanceHAConfigResponse {
        db_instance_id: Some(instance.id.to_string()),
        host_instance_infos: vec![node],
        ..DescribeDBInstanceHAConfigResponse::default()
    })
}
