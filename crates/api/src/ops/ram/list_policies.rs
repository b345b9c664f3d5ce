//! `ListPolicies`: policies of a kind, or of both, page by page.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::ListPolicies,
    policy::{self, Described},
};
use rampart_wire::ram::list_policies::{ListPoliciesRequest, ListPoliciesResponse, Policy, PolicyTag};

use super::{named, shown};
use crate::{Answer, Call, Refusal};

pub(crate) async fn list_policies(
    call: &mut Call<'_>,
    ask: ListPoliciesRequest,
) -> Answer<ListPoliciesResponse> {
    let kind = match ask.policy_type {
        Some(kind) => Some(named::policy_kind(&kind).ok_or_else(|| Refusal::incorrect("PolicyType"))?),
        None => None,
    };
    let wanted = named::tags(ask.tag)?;
    let page = named::page(ask.marker, ask.max_items)?;
    let among = call.permit_on(ListPolicies, Collection::global("ram", call.account(), "policy/*"))?;

    let listed = policy::list(call.txn(), &among, kind, &page).await?;

    let kept = listed.items.iter().filter(|item| wanted.all_in(item.policy.tags()));
    Ok(ListPoliciesResponse {
        is_truncated: Some(listed.next.is_some()),
        marker: listed.next,
        policies: kept.map(shown).collect(),
    })
}

fn shown(described: &Described) -> Policy {
    let policy = &described.policy;
    let tag = |tag: &rampart_vocab::Tag| PolicyTag {
        tag_key: shown::text(&tag.key),
        tag_value: shown::text(&tag.value),
    };
    Policy {
        attachment_count: i64::try_from(described.attachments).ok(),
        create_date: shown::date(policy.created()),
        update_date: shown::date(policy.updated()),
        tags: policy.tags().iter().map(tag).collect(),
        ..shown::policy!(Policy, policy)
    }
}
