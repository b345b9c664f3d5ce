//! `ModifyDBInstanceDescription`: what an instance's owner calls it.

use rampart_rds::{action::ModifyDBInstanceDescription, instances};
use rampart_wire::rds::modify_db_instance_description::{
    ModifyDBInstanceDescriptionRequest, ModifyDBInstanceDescriptionResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn modify_db_instance_description(
    call: &mut Call<'_>,
    ask: ModifyDBInstanceDescriptionRequest,
) -> Answer<ModifyDBInstanceDescriptionResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(ModifyDBInstanceDescription, instance).await?;

    instances::set_description(call.txn(), &instance, &ask.db_instance_description)?;

    Ok(ModifyDBInstanceDescriptionResponse {})
}
