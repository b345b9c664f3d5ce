//! `DescribeDBInstanceMonitor`: how often metrics are taken. None are kept here; the vendor's default is told, since
//! Terraform reads a number and a plan must not change by it.

use rampart_rds::action::DescribeDBInstanceMonitor;
use rampart_wire::rds::describe_db_instance_monitor::{
    DescribeDBInstanceMonitorRequest, DescribeDBInstanceMonitorResponse,
};

use super::named;
use crate::{Answer, Call};

/// Seconds. Source: RDS, ModifyDBInstanceMonitor.
const PERIOD: &str = "300";

pub(crate) async fn describe_db_instance_monitor(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceMonitorRequest,
) -> Answer<DescribeDBInstanceMonitorResponse> {
    let instance = named::instance(&ask.db_instance_id);
    call.permit(DescribeDBInstanceMonitor, instance).await?.found()?;

    Ok(DescribeDBInstanceMonitorResponse { period: Some(PERIOD.into()) })
}
