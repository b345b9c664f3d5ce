//! `DescribeSQLCollectorPolicy`: whether statements are recorded. They are not.

use rampart_rds::action::DescribeSQLCollectorPolicy;
use rampart_wire::rds::describe_sql_collector_policy::{
    DescribeSQLCollectorPolicyRequest, DescribeSQLCollectorPolicyResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn describe_sql_collector_policy(
    call: &mut Call<'_>,
    ask: DescribeSQLCollectorPolicyRequest,
) -> Answer<DescribeSQLCollectorPolicyResponse> {
    let instance = named::instance(&ask.db_instance_id);
    call.permit(DescribeSQLCollectorPolicy, instance).await?.found()?;

    Ok(DescribeSQLCollectorPolicyResponse {
        sql_collector_status: Some("Disabled".into()),
        storage_period: None,
    })
}
