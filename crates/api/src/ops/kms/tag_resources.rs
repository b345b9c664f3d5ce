//! `TagResources`: lays tags over those of several keys, all of them or none. Asked of each key.

use rampart_kms::{
    actions,
    tags::{self, NewTags},
};
use rampart_wire::kms::tag_resources::{TagResourcesRequest, TagResourcesResponse};

use super::taggable;
use crate::{Answer, Call, errors};

pub(crate) async fn tag_resources(
    call: &mut Call<'_>,
    ask: TagResourcesRequest,
) -> Answer<TagResourcesResponse> {
    let new =
        NewTags::check(taggable::tags(ask.tag)).map_err(|refused| errors::kms::tags(&refused, "Tag"))?;
    for named in taggable::many(&ask.resource_type, &ask.resource_id)? {
        let key = call.permit(actions::TagResources, named).await?;

        tags::tag(call.txn(), &key, &new)?;
    }
    Ok(TagResourcesResponse {})
}
