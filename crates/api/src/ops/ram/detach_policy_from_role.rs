//! `DetachPolicyFromRole`: a role holds a policy no longer. Both the role and the policy are asked for.

use rampart_identity::{actions::ram::DetachPolicyFromRole, attachment};
use rampart_wire::ram::detach_policy_from_role::{DetachPolicyFromRoleRequest, DetachPolicyFromRoleResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn detach_policy_from_role(
    call: &mut Call<'_>,
    ask: DetachPolicyFromRoleRequest,
) -> Answer<DetachPolicyFromRoleResponse> {
    let (policy, role) = (named::policy(ask.policy_type, ask.policy_name)?, named::role(ask.role_name)?);
    let role = call.permit(DetachPolicyFromRole, role).await?;
    let policy = call.permit(DetachPolicyFromRole, policy).await?;

    attachment::detach_from_role(call.txn(), &role, &policy).await?;

    Ok(DetachPolicyFromRoleResponse {})
}
