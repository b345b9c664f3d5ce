//! `ListPolicyVersions`: the versions of a policy, the newest first.

use rampart_identity::{actions::ram::ListPolicyVersions, policy::version};
use rampart_wire::ram::list_policy_versions::{
    ListPolicyVersionsRequest, ListPolicyVersionsResponse, PolicyVersion,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_policy_versions(
    call: &mut Call<'_>,
    ask: ListPolicyVersionsRequest,
) -> Answer<ListPolicyVersionsResponse> {
    let policy = call.permit(ListPolicyVersions, named::policy(ask.policy_type, ask.policy_name)?).await?;

    let versions = version::list(call.txn(), &policy).await?;

    let shown = versions.into_iter().map(|version| shown::version!(PolicyVersion, version));
    Ok(ListPolicyVersionsResponse { policy_versions: shown.collect() })
}
