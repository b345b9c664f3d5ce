//! `GetAccessKeyLastUsed`: when an access key was last used, to the minute; nothing for one that never was.

use rampart_identity::actions::ram::GetAccessKeyLastUsed;
use rampart_wire::ram::get_access_key_last_used::{
    AccessKeyLastUsed, GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_access_key_last_used(
    call: &mut Call<'_>,
    ask: GetAccessKeyLastUsedRequest,
) -> Answer<GetAccessKeyLastUsedResponse> {
    let id = named::access_key_id(ask.user_access_key_id)?;
    let owner = named::key_owner(call, ask.user_name)?;
    let owner = call.permit(GetAccessKeyLastUsed, owner).await?;

    let identity = &call.services().identity;
    let at = identity.last_used(call.txn(), &owner, &id).await?;

    let shown = AccessKeyLastUsed { last_used_date: at.and_then(shown::date) };
    Ok(GetAccessKeyLastUsedResponse { access_key_last_used: Some(shown) })
}
