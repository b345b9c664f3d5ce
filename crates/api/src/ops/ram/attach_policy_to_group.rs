//! `AttachPolicyToGroup`: each user in a group holds a policy from now on. Both the group and the policy are asked for.

use rampart_identity::{actions::ram::AttachPolicyToGroup, attachment};
use rampart_wire::ram::attach_policy_to_group::{AttachPolicyToGroupRequest, AttachPolicyToGroupResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn attach_policy_to_group(
    call: &mut Call<'_>,
    ask: AttachPolicyToGroupRequest,
) -> Answer<AttachPolicyToGroupResponse> {
    let (policy, group) = (named::policy(ask.policy_type, ask.policy_name)?, named::group(ask.group_name)?);
    let group = call.permit(AttachPolicyToGroup, group).await?;
    let policy = call.permit(AttachPolicyToGroup, policy).await?;

    let now = call.now();
    attachment::attach_to_group(call.txn(), &group, &policy, now).await?;

    Ok(AttachPolicyToGroupResponse {})
}
