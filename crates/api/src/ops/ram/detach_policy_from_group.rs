//! `DetachPolicyFromGroup`: what a policy gave the users in a group is gone, unless they hold it otherwise.

use rampart_identity::{actions::ram::DetachPolicyFromGroup, attachment};
use rampart_wire::ram::detach_policy_from_group::{
    DetachPolicyFromGroupRequest, DetachPolicyFromGroupResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn detach_policy_from_group(
    call: &mut Call<'_>,
    ask: DetachPolicyFromGroupRequest,
) -> Answer<DetachPolicyFromGroupResponse> {
    let (policy, group) = (named::policy(ask.policy_type, ask.policy_name)?, named::group(ask.group_name)?);
    let group = call.permit(DetachPolicyFromGroup, group).await?;
    let policy = call.permit(DetachPolicyFromGroup, policy).await?;

    attachment::detach_from_group(call.txn(), &group, &policy).await?;

    Ok(DetachPolicyFromGroupResponse {})
}
