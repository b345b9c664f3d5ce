//! `RemoveUserFromGroup`: what a user held through a group alone he holds no longer.

use rampart_identity::{actions::ram::RemoveUserFromGroup, membership};
use rampart_wire::ram::remove_user_from_group::{RemoveUserFromGroupRequest, RemoveUserFromGroupResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn remove_user_from_group(
    call: &mut Call<'_>,
    ask: RemoveUserFromGroupRequest,
) -> Answer<RemoveUserFromGroupResponse> {
    let (user, group) = (named::user(ask.user_name)?, named::group(ask.group_name)?);
    let user = call.permit(RemoveUserFromGroup, user).await?;
    let group = call.permit(RemoveUserFromGroup, group).await?;

    membership::leave(call.txn(), &user, &group).await?;

    Ok(RemoveUserFromGroupResponse {})
}
