//! `UntagResources`: takes tags from several keys, all of them or none. Asked of each key; reserved tags stay.

use rampart_kms::{
    actions,
    tags::{self, TagKeys},
};
use rampart_wire::kms::untag_resources::{UntagResourcesRequest, UntagResourcesResponse};

use super::taggable;
use crate::{Answer, Call, errors};

pub(crate) async fn untag_resources(
    call: &mut Call<'_>,
    ask: UntagResourcesRequest,
) -> Answer<UntagResourcesResponse> {
    let given: Vec<Box<str>> = ask.tag_key.into_iter().map(Into::into).collect();
    // `All` counts only where no key is named.
    let keys = match (given.is_empty(), ask.all) {
        (true, Some(true)) => None,
        _ => Some(TagKeys::check(given).map_err(|refused| errors::kms::tags(&refused, "TagKey"))?),
    };
    for named in taggable::many(&ask.resource_type, &ask.resource_id)? {
        let key = call.permit(actions::UntagResources, named).await?;

        match &keys {
            Some(keys) => tags::untag(call.txn(), &key, keys)?,
            None => tags::untag_all(call.txn(), &key)?,
        }
    }
    Ok(UntagResourcesResponse {})
}
