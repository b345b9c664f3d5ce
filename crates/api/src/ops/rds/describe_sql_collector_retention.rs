//! `DescribeSQLCollectorRetention`: for how many days recorded statements would be kept. None are recorded; the vendor's
//! default is told, since Terraform reads a number and a plan must not change by it.

use rampart_rds::action::DescribeSQLCollectorRetention;
use rampart_wire::rds::describe_sql_collector_retention::{
    DescribeSQLCollectorRetentionRequest, DescribeSQLCollectorRetentionResponse,
};

use super::named;
use crate::{Answer, Call};

/// Source: RDS, ModifySQLCollectorRetention.
const DAYS: &str = "30";

pub(crate) async fn describe_sql_collector_retention(
    call: &mut Call<'_>,
    ask: DescribeSQLCollectorRetentionRequest,
) -> Answer<DescribeSQLCollectorRetentionResponse> {
    let instance = named::instance(&ask.db_instance_id);
    call.permit(DescribeSQLCollectorRetention, instance).await?.found()?;

    Ok(DescribeSQLCollectorRetentionResponse { config_value: Some(DAYS.into()) })
}
