//! `TagResources`: lays tags over those of several instances, all of them or none. Asked of each instance.

use rampart_rds::{action::TagResources, instances};
use rampart_wire::rds::tag_resources::{TagResourcesRequest, TagResourcesResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn tag_resources(
    call: &mut Call<'_>,
    ask: TagResourcesRequest,
) -> Answer<TagResourcesResponse> {
    let tags = named::tags(ask.tag);
    if tags.is_empty() {
        return Err(errors::rds::missing("Tag.1.Key", "name at least one tag"));
    }
    for named in named::tagged(&ask.resource_type, &ask.resource_id)? {
        let instance = call.permit(TagResources, named).await?;

        instances::tag_instance(call.txn(), &instance, &tags)?;
    }
    Ok(TagResourcesResponse {})
}
