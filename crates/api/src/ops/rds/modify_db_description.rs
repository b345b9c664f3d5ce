//! `ModifyDBDescription`: what is said of a database.

use rampart_rds::{action::ModifyDBDescription, databases};
use rampart_wire::rds::modify_db_description::{ModifyDBDescriptionRequest, ModifyDBDescriptionResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn modify_db_description(
    call: &mut Call<'_>,
    ask: ModifyDBDescriptionRequest,
) -> Answer<ModifyDBDescriptionResponse> {
    let instance = call.permit(ModifyDBDescription, named::instance(&ask.db_instance_id)).await?;

    databases::set_database_description(call.txn(), &instance, &ask.db_name, &ask.db_description).await?;

    Ok(ModifyDBDescriptionResponse {})
}
