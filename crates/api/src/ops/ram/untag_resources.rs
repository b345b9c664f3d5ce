//! `UntagResources`: labels off users, roles or policies; each is asked for.

use rampart_identity::{actions::ram::UntagResources, tag};
use rampart_wire::Service;
use rampart_wire::ram::untag_resources::{UntagResourcesRequest, UntagResourcesResponse};

use super::named;
use crate::{Answer, Call, Refusal};

pub(crate) async fn untag_resources(
    call: &mut Call<'_>,
    ask: UntagResourcesRequest,
) -> Answer<UntagResourcesResponse> {
    let named = named::tagged(&ask.resource_type, ask.resource_names)?;
    let keys: Vec<Box<str>> = ask.tag_keys.into_iter().map(Into::into).collect();
    // Keys that are named count; only without any does `All` mean everything.
    let keys = match (keys.is_empty(), ask.all.unwrap_or(false)) {
        (false, _) => Some(keys),
        (true, true) => None,
        (true, false) => return Err(Refusal::missing_parameter(Service::Ram, "TagKeys")),
    };
    if named.is_empty() {
        return Err(Refusal::missing_parameter(Service::Ram, "ResourceNames"));
    }
    let mut resources = Vec::with_capacity(named.len());
    for named in named {
        resources.push(call.permit(UntagResources, named).await?);
    }

    let now = call.now();
    for resource in &resources {
        tag::remove(call.txn(), resource, keys.as_deref(), now);
    }

    Ok(UntagResourcesResponse {})
}
