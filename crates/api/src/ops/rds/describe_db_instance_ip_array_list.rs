//! `DescribeDBInstanceIPArrayList`: who may connect from where.

use rampart_rds::{action::DescribeDBInstanceIPArrayList, instances, records::AllowList};
use rampart_wire::rds::describe_db_instance_ip_array_list::{
    DBInstanceIPArray, DescribeDBInstanceIPArrayListRequest, DescribeDBInstanceIPArrayListResponse,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn describe_db_instance_ip_array_list(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceIPArrayListRequest,
) -> Answer<DescribeDBInstanceIPArrayListResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeDBInstanceIPArrayList, instance).await?;

    let one = |list: &AllowList| DBInstanceIPArray {
        db_instance_ip_array_attribute: Some(String::new()),
        db_instance_ip_array_name: Some(list.name.to_string()),
        security_ip_list: Some(shown::networks(&list.networks)),
        security_ip_type: Some("IPv4".into()),
    };
    Ok(DescribeDBInstanceIPArrayListResponse {
        items: instances::allow_lists(&instance)?.iter().map(one).collect(),
    })
}
