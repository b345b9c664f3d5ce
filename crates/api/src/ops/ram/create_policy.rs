//! `CreatePolicy`: a policy, whose document is its version 1.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::CreatePolicy,
    policy::{self, NewPolicy},
};
use rampart_wire::ram::create_policy::{CreatePolicyRequest, CreatePolicyResponse, Policy};

use super::{
    named::{self, required},
    shown,
};
use crate::{Answer, Call};

pub(crate) async fn create_policy(
    call: &mut Call<'_>,
    ask: CreatePolicyRequest,
) -> Answer<CreatePolicyResponse> {
    let new = NewPolicy {
        name: named::policy_name(ask.policy_name)?,
        description: named::description("Description", ask.description)?,
        document: required("PolicyDocument", ask.policy_document)?.into(),
        tags: named::tags(ask.tag)?,
    };
    let among = call.permit_on(CreatePolicy, Collection::global("ram", call.account(), "policy/*"))?;

    let (quotas, clock, entropy) = (call.services().identity.quotas(), call.clock(), call.entropy());
    let policy = policy::create(call.txn(), &among, new, quotas, clock, entropy).await?;

    let policy = policy::Policy::Custom(policy);
    let shown = Policy { create_date: shown::date(policy.created()), ..shown::policy!(Policy, &policy) };
    Ok(CreatePolicyResponse { policy: Some(shown) })
}
