//! `GetPolicy`: a policy with the version in force.

use rampart_identity::{
    actions::ram::GetPolicy,
    policy::{self, version},
};
use rampart_wire::ram::get_policy::{DefaultPolicyVersion, GetPolicyRequest, GetPolicyResponse, Policy};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_policy(call: &mut Call<'_>, ask: GetPolicyRequest) -> Answer<GetPolicyResponse> {
    let policy = call.permit(GetPolicy, named::policy(ask.policy_type, ask.policy_name)?).await?;

    let version = version::get_default(call.txn(), &policy).await?;
    let described = policy::get(call.txn(), &policy).await?;

    let policy = &described.policy;
    let shown = Policy {
        attachment_count: i64::try_from(described.attachments).ok(),
        policy_document: shown::text(&version.document),
        create_date: shown::date(policy.created()),
        update_date: shown::date(policy.updated()),
        ..shown::policy!(Policy, policy)
    };
    Ok(GetPolicyResponse {
        default_policy_version: Some(shown::version!(DefaultPolicyVersion, version)),
        policy: Some(shown),
    })
}
