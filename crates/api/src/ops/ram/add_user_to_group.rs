//! `AddUserToGroup`: a user holds what a group holds from now on. Both the user and the group are asked for.

use rampart_identity::{actions::ram::AddUserToGroup, membership};
use rampart_wire::ram::add_user_to_group::{AddUserToGroupRequest, AddUserToGroupResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn add_user_to_group(
    call: &mut Call<'_>,
    ask: AddUserToGroupRequest,
) -> Answer<AddUserToGroupResponse> {
    let (user, group) = (named::user(ask.user_name)?, named::group(ask.group_name)?);
    let user = call.permit(AddUserToGroup, user).await?;
    let group = call.permit(AddUserToGroup, group).await?;

    let now = call.now();
    membership::join(call.txn(), &user, &group, now).await?;

    Ok(AddUserToGroupResponse {})
}
