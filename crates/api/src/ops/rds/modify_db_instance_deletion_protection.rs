//! `ModifyDBInstanceDeletionProtection`: whether deleting the instance is refused.

use rampart_rds::{action::ModifyDBInstanceDeletionProtection, instances};
use rampart_wire::rds::modify_db_instance_deletion_protection::{
    ModifyDBInstanceDeletionProtectionRequest, ModifyDBInstanceDeletionProtectionResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn modify_db_instance_deletion_protection(
    call: &mut Call<'_>,
    ask: ModifyDBInstanceDeletionProtectionRequest,
) -> Answer<ModifyDBInstanceDeletionProtectionResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(ModifyDBInstanceDeletionProtection, instance).await?;

    instances::set_deletion_protection(call.txn(), &instance, ask.deletion_protection)?;

    Ok(ModifyDBInstanceDeletionProtectionResponse {})
}
