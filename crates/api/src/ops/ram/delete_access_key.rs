//! `DeleteAccessKey`: an access key goes, and its next request is refused.

use rampart_identity::{access_key, actions::ram::DeleteAccessKey};
use rampart_wire::ram::delete_access_key::{DeleteAccessKeyRequest, DeleteAccessKeyResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_access_key(
    call: &mut Call<'_>,
    ask: DeleteAccessKeyRequest,
) -> Answer<DeleteAccessKeyResponse> {
    let id = named::access_key_id(ask.user_access_key_id)?;
    let owner = named::key_owner(call, ask.user_name)?;
    let owner = call.permit(DeleteAccessKey, owner).await?;

    access_key::delete(call.txn(), &owner, &id).await?;

    Ok(DeleteAccessKeyResponse {})
}
