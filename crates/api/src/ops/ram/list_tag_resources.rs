//! `ListTagResources`: the labels of users, roles or policies. Each that is named is asked for; without names all of
//! the account's are meant, and the collection is asked for.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::ListTagResources,
    tag::{self, Tagged, Tags},
};
use rampart_wire::ram::list_tag_resources::{ListTagResourcesRequest, ListTagResourcesResponse, TagResource};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_tag_resources(
    call: &mut Call<'_>,
    ask: ListTagResourcesRequest,
) -> Answer<ListTagResourcesResponse> {
    let wanted = named::tags(ask.tag)?;
    let kind = ask.resource_type;
    let named = named::tagged(&kind, ask.resource_names)?;
    let mut tag_resources = Vec::new();
    if named.is_empty() {
        let page = named::page(ask.next_token, ask.page_size)?;
        let of_kind = named::tagged_kind(&kind)?;
        let all = Collection::global("ram", call.account(), &format!("{kind}/*"));
        let among = call.permit_on(ListTagResources, all)?;
        let listed = tag::list_all(call.txn(), &among, of_kind, &page).await?;
        tag_resources.extend(listed.items.iter().flat_map(|resource| shown(&kind, resource, &wanted)));
        return Ok(ListTagResourcesResponse { next_token: listed.next, tag_resources });
    }
    for named in named {
        let resource = call.permit(ListTagResources, named).await?;
        tag_resources.extend(shown(&kind, &resource, &wanted));
    }
    Ok(ListTagResourcesResponse { next_token: None, tag_resources })
}

/// The tags of a resource that bears all of those wanted.
fn shown(kind: &str, resource: &Tagged, wanted: &Tags) -> Vec<TagResource> {
    let tags = if wanted.all_in(resource.tags()) { resource.tags() } else { &[] };
    let shown = tags.iter().map(|tag| TagResource {
        resource_name: shown::text(resource.name()),
        resource_type: Some(kind.to_owned()),
        tag_key: shown::text(&tag.key),
        tag_value: shown::text(&tag.value),
    });
    shown.collect()
}
