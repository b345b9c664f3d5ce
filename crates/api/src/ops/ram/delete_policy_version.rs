//! `DeletePolicyVersion`: a version out of force goes.

use rampart_identity::{actions::ram::DeletePolicyVersion, policy::version};
use rampart_wire::ram::delete_policy_version::{DeletePolicyVersionRequest, DeletePolicyVersionResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_policy_version(
    call: &mut Call<'_>,
    ask: DeletePolicyVersionRequest,
) -> Answer<DeletePolicyVersionResponse> {
    let id = named::version(ask.version_id)?;
    let policy = call.permit(DeletePolicyVersion, named::custom_policy(ask.policy_name)?).await?;

    version::delete(call.txn(), &policy, id).await?;

    Ok(DeletePolicyVersionResponse {})
}
