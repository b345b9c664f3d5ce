//! `DestroyDBInstance`: erases an instance that is in the bin.

use rampart_rds::{action::DestroyDBInstance, instances};
use rampart_wire::rds::destroy_db_instance::{DestroyDBInstanceRequest, DestroyDBInstanceResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn destroy_db_instance(
    call: &mut Call<'_>,
    ask: DestroyDBInstanceRequest,
) -> Answer<DestroyDBInstanceResponse> {
    let instance = call.permit(DestroyDBInstance, named::instance(&ask.db_instance_id)).await?;

    let moment = named::moment(call);
    instances::destroy_instance(call.txn(), &instance, &moment)?;

    Ok(DestroyDBInstanceResponse {})
}
