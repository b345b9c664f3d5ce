//! `AttachPolicyToRole`: a role holds a policy from now on. Both the role and the policy are asked for.

use rampart_identity::{actions::ram::AttachPolicyToRole, attachment};
use rampart_wire::ram::attach_policy_to_role::{AttachPolicyToRoleRequest, AttachPolicyToRoleResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn attach_policy_to_role(
    call: &mut Call<'_>,
    ask: AttachPolicyToRoleRequest,
) -> Answer<AttachPolicyToRoleResponse> {
    let (policy, role) = (named::policy(ask.policy_type, ask.policy_name)?, named::role(ask.role_name)?);
    let role = call.permit(AttachPolicyToRole, role).await?;
    let policy = call.permit(AttachPolicyToRole, policy).await?;

    let now = call.now();
    attachment::attach_to_role(call.txn(), &role, &policy, now).await?;

    Ok(AttachPolicyToRoleResponse {})
}
