//! `ModifyAccountDescription`: what is said of an account.

use rampart_rds::{accounts, action::ModifyAccountDescription};
use rampart_wire::rds::modify_account_description::{
    ModifyAccountDescriptionRequest, ModifyAccountDescriptionResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn modify_account_description(
    call: &mut Call<'_>,
    ask: ModifyAccountDescriptionRequest,
) -> Answer<ModifyAccountDescriptionResponse> {
    let instance = call.permit(ModifyAccountDescription, named::instance(&ask.db_instance_id)).await?;

    let (name, description) = (&ask.account_name, &ask.account_description);
    accounts::set_account_description(call.txn(), &instance, name, description).await?;

    Ok(ModifyAccountDescriptionResponse {})
}
