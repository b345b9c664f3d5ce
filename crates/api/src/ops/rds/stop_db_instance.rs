//! `StopDBInstance`: the engine stops and its disk closes.

use rampart_rds::{action::StopDBInstance, instances};
use rampart_wire::rds::stop_db_instance::{StopDBInstanceRequest, StopDBInstanceResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn stop_db_instance(
    call: &mut Call<'_>,
    ask: StopDBInstanceRequest,
) -> Answer<StopDBInstanceResponse> {
    let instance = call.permit(StopDBInstance, named::instance(&ask.db_instance_id)).await?;

    let moment = named::moment(call);
    instances::stop_instance(call.txn(), &instance, &moment)?;

    Ok(StopDBInstanceResponse {})
}
