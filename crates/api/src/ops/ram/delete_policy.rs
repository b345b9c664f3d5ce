//! `DeletePolicy`: a policy that nobody holds goes; its spare versions only when asked.

use rampart_identity::{actions::ram::DeletePolicy, policy};
use rampart_wire::ram::delete_policy::{DeletePolicyRequest, DeletePolicyResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_policy(
    call: &mut Call<'_>,
    ask: DeletePolicyRequest,
) -> Answer<DeletePolicyResponse> {
    let policy = call.permit(DeletePolicy, named::custom_policy(ask.policy_name)?).await?;

    policy::delete(call.txn(), &policy, ask.cascading_delete.unwrap_or(false)).await?;

    Ok(DeletePolicyResponse {})
}
