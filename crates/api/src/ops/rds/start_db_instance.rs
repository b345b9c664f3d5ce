//! `StartDBInstance`: the disk opens, if the role may use the key, and the engine starts.

use rampart_rds::{action::StartDBInstance, instances};
use rampart_wire::rds::start_db_instance::{StartDBInstanceRequest, StartDBInstanceResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn start_db_instance(
    call: &mut Call<'_>,
    ask: StartDBInstanceRequest,
) -> Answer<StartDBInstanceResponse> {
    let moves = [
        ("EngineVersion", ask.engine_version.is_some()),
        ("Storage", ask.storage.is_some()),
        ("TargetDBInstanceClass", ask.target_db_instance_class.is_some()),
    ];
    if let Some((name, _)) = moves.iter().find(|(_, given)| *given) {
        return Err(errors::rds::unsupported(name, "an instance starts as it was stopped, leave it out"));
    }
    let instance = call.permit(StartDBInstance, named::instance(&ask.db_instance_id)).await?;

    let moment = named::moment(call);
    instances::start_instance(call.txn(), &instance, &moment)?;

    Ok(StartDBInstanceResponse { migration_id: None, task_id: None })
}
