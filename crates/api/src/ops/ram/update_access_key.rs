//! `UpdateAccessKey`: lets an access key be used, or no longer.

use rampart_identity::{access_key, actions::ram::UpdateAccessKey};
use rampart_wire::ram::update_access_key::{UpdateAccessKeyRequest, UpdateAccessKeyResponse};

use super::{
    list_access_keys::{ACTIVE, INACTIVE},
    named::{self, required},
};
use crate::{Answer, Call, Refusal};

pub(crate) async fn update_access_key(
    call: &mut Call<'_>,
    ask: UpdateAccessKeyRequest,
) -> Answer<UpdateAccessKeyResponse> {
    let id = named::access_key_id(ask.user_access_key_id)?;
    let active = match required("Status", ask.status)?.as_str() {
        ACTIVE => true,
        INACTIVE => false,
        _ => return Err(Refusal::incorrect("Status")),
    };
    let owner = named::key_owner(call, ask.user_name)?;
    let owner = call.permit(UpdateAccessKey, owner).await?;

    access_key::set_active(call.txn(), &owner, &id, active).await?;

    Ok(UpdateAccessKeyResponse {})
}
