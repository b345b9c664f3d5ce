//! `RestartDBInstance`: the engine stops, its disk closes, and opens again only if the role may use the key.

use rampart_rds::{action::RestartDBInstance, instances};
use rampart_wire::rds::restart_db_instance::{RestartDBInstanceRequest, RestartDBInstanceResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn restart_db_instance(
    call: &mut Call<'_>,
    ask: RestartDBInstanceRequest,
) -> Answer<RestartDBInstanceResponse> {
    if ask.node_id.is_some() {
        return Err(errors::rds::unsupported("NodeId", "an instance is one node, leave it out"));
    }
    let instance = call.permit(RestartDBInstance, named::instance(&ask.db_instance_id)).await?;

    let moment = named::moment(call);
    instances::restart_instance(call.txn(), &instance, &moment)?;

    Ok(RestartDBInstanceResponse {})
}
