//! `AttachPolicyToUser`: a user holds a policy from now on. Both the user and the policy are asked for.

use rampart_identity::{actions::ram::AttachPolicyToUser, attachment};
use rampart_wire::ram::attach_policy_to_user::{AttachPolicyToUserRequest, AttachPolicyToUserResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn attach_policy_to_user(
    call: &mut Call<'_>,
    ask: AttachPolicyToUserRequest,
) -> Answer<AttachPolicyToUserResponse> {
    let (policy, user) = (named::policy(ask.policy_type, ask.policy_name)?, named::user(ask.user_name)?);
    let user = call.permit(AttachPolicyToUser, user).await?;
    let policy = call.permit(AttachPolicyToUser, policy).await?;

    let now = call.now();
    attachment::attach_to_user(call.txn(), &user, &policy, now).await?;

    Ok(AttachPolicyToUserResponse {})
}
