//! `ListTagResources`: the labels of users, roles or policies; each is asked for.

use rampart_identity::{actions::ram::ListTagResources, tag};
use rampart_wire::Service;
use rampart_wire::ram::list_tag_resources::{ListTagResourcesRequest, ListTagResourcesResponse, TagResource};

use super::{named, shown};
use crate::{Answer, Call, Refusal};

pub(crate) async fn list_tag_resources(
    call: &mut Call<'_>,
    ask: ListTagResourcesRequest,
) -> Answer<ListTagResourcesResponse> {
    let wanted = named::tags(ask.tag)?;
    let named = named::tagged(&ask.resource_type, ask.resource_names)?;
    if named.is_empty() {
        return Err(Refusal::missing_parameter(Service::Ram, "ResourceNames"));
    }
    let mut tag_resources = Vec::new();
    for named in named {
        let resource = call.permit(ListTagResources, named).await?;
        let tags = tag::list(&resource);
        if wanted.all_in(&tags) {
            tag_resources.extend(tags.iter().map(|tag| TagResource {
                resource_name: shown::text(resource.name()),
                resource_type: Some(ask.resource_type.clone()),
                tag_key: shown::text(&tag.key),
                tag_value: shown::text(&tag.value),
            }));
        }
    }

    Ok(ListTagResourcesResponse { next_token: None, tag_resources })
}
