//! `DetachPolicyFromUser`: a user holds a policy no longer. Both the user and the policy are asked for.

use rampart_identity::{actions::ram::DetachPolicyFromUser, attachment};
use rampart_wire::ram::detach_policy_from_user::{DetachPolicyFromUserRequest, DetachPolicyFromUserResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn detach_policy_from_user(
    call: &mut Call<'_>,
    ask: DetachPolicyFromUserRequest,
) -> Answer<DetachPolicyFromUserResponse> {
    let (policy, user) = (named::policy(ask.policy_type, ask.policy_name)?, named::user(ask.user_name)?);
    let user = call.permit(DetachPolicyFromUser, user).await?;
    let policy = call.permit(DetachPolicyFromUser, policy).await?;

    attachment::detach_from_user(call.txn(), &user, &policy).await?;

    Ok(DetachPolicyFromUserResponse {})
}
