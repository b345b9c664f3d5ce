//! `RecoveryDBInstance`: takes an instance out of the bin, whole.
//!
//! The vendor's operation restores named databases of a backup as well, and so requires `DbNames`; there are no backups
//! here, so only an instance as a whole is taken, which `DbNames` may say by `*` and need not.

use rampart_rds::{action::RecoveryDBInstance, instances};
use rampart_wire::rds::recovery_db_instance::{RecoveryDBInstanceRequest, RecoveryDBInstanceResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn recovery_db_instance(
    call: &mut Call<'_>,
    ask: RecoveryDBInstanceRequest,
) -> Answer<RecoveryDBInstanceResponse> {
    let elsewhere = [
        ("BackupId", ask.backup_id.is_some()),
        ("DBInstanceClass", ask.db_instance_class.is_some()),
        ("DBInstanceStorage", ask.db_instance_storage.is_some()),
        ("RestoreTime", ask.restore_time.is_some()),
        ("TargetDBInstanceId", ask.target_db_instance_id.is_some()),
        ("DbNames", ask.db_names.is_some_and(|names| names != "*")),
    ];
    if let Some((name, _)) = elsewhere.iter().find(|(_, given)| *given) {
        return Err(errors::rds::unsupported(
            name,
            "an instance is taken out of the bin whole and as it was, leave it out",
        ));
    }
    let Some(id) = ask.db_instance_id else {
        return Err(errors::rds::missing("DBInstanceId", "name the instance"));
    };
    let instance = call.permit(RecoveryDBInstance, named::instance(&id)).await?;

    let moment = named::moment(call);
    instances::recover_instance(call.txn(), &instance, &moment)?;

    Ok(RecoveryDBInstanceResponse { db_instance_id: Some(id), order_id: None })
}
