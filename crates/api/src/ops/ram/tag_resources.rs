//! `TagResources`: labels on users, roles or policies; each is asked for.

use rampart_identity::{actions::ram::TagResources, tag};
use rampart_wire::Service;
use rampart_wire::ram::tag_resources::{TagResourcesRequest, TagResourcesResponse};

use super::named;
use crate::{Answer, Call, Refusal};

pub(crate) async fn tag_resources(
    call: &mut Call<'_>,
    ask: TagResourcesRequest,
) -> Answer<TagResourcesResponse> {
    let tags = named::tags(ask.tag)?;
    let named = named::tagged(&ask.resource_type, ask.resource_names)?;
    if named.is_empty() {
        return Err(Refusal::missing_parameter(Service::Ram, "ResourceNames"));
    }
    let mut resources = Vec::with_capacity(named.len());
    for named in named {
        resources.push(call.permit(TagResources, named).await?);
    }

    let now = call.now();
    for resource in &resources {
        tag::set(call.txn(), resource, &tags, now)?;
    }

    Ok(TagResourcesResponse {})
}
