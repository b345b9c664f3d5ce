//! `GetPolicyVersion`: one version of a policy.

use rampart_identity::{actions::ram::GetPolicyVersion, policy::version};
use rampart_wire::ram::get_policy_version::{
    GetPolicyVersionRequest, GetPolicyVersionResponse, PolicyVersion,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_policy_version(
    call: &mut Call<'_>,
    ask: GetPolicyVersionRequest,
) -> Answer<GetPolicyVersionResponse> {
    let id = named::version(ask.version_id)?;
    let policy = call.permit(GetPolicyVersion, named::policy(ask.policy_type, ask.policy_name)?).await?;

    let version = version::get(call.txn(), &policy, id).await?;

    Ok(GetPolicyVersionResponse { policy_version: Some(shown::version!(PolicyVersion, version)) })
}
