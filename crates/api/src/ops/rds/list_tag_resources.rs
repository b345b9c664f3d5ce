//! `ListTagResources`: tags with the instances that bear them. Asked of each instance named, else of all.

use rampart_rds::{action::ListTagResources, instances};
use rampart_vocab::{DbInstanceId, Tag};
use rampart_wire::rds::list_tag_resources::{ListTagResourcesRequest, ListTagResourcesResponse, TagResource};

use super::named::{self, TagFilter};
use crate::{Answer, Call, errors};

pub(crate) async fn list_tag_resources(
    call: &mut Call<'_>,
    ask: ListTagResourcesRequest,
) -> Answer<ListTagResourcesResponse> {
    if ask.next_token.is_some() {
        return Err(errors::rds::malformed("NextToken", "everything stands in one answer"));
    }
    let named = named::tagged(&ask.resource_type, &ask.resource_id)?;
    let wanted = TagFilter::of(ask.tag);

    let found: Vec<(DbInstanceId, Vec<Tag>)> = if named.is_empty() {
        let among = call.permit_on(ListTagResources, named::instances(call))?;
        instances::list_tags(call.txn(), &among).await?
    } else {
        let mut found = Vec::with_capacity(named.len());
        for instance in named {
            let instance = call.permit(ListTagResources, instance).await?;
            found.push((instance.found()?.id.clone(), instances::tags_of(&instance)?.to_vec()));
        }
        found
    };

    let fitting = found.iter().filter(|(_, tags)| wanted.fits(tags));
    let one = |id: &DbInstanceId, tag: &Tag| TagResource {
        resource_id: Some(id.to_string()),
        resource_type: Some("INSTANCE".into()),
        tag_key: Some(tag.key.to_string()),
        tag_value: Some(tag.value.to_string()),
    };
    Ok(ListTagResourcesResponse {
        next_token: None,
        tag_resources: fitting.flat_map(|(id, tags)| tags.iter().map(move |tag| one(id, tag))).collect(),
    })
}
