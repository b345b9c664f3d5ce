//! `ListResourceTags`: one key's tags.

use rampart_kms::{KeyRef, actions, tags_of};
use rampart_wire::kms::list_resource_tags::{ListResourceTagsRequest, ListResourceTagsResponse, Tag};

use crate::{Answer, Call};

pub(crate) async fn list_resource_tags(
    call: &mut Call<'_>,
    ask: ListResourceTagsRequest,
) -> Answer<ListResourceTagsResponse> {
    let key = call.permit(actions::ListResourceTags, KeyRef::parse_id(&ask.key_id)?).await?;

    let tag = |tag: &rampart_vocab::Tag| Tag {
        key_id: Some(key.id().to_string()),
        tag_key: Some(tag.key.as_ref().into()),
        tag_value: Some(tag.value.as_ref().into()),
    };
    Ok(ListResourceTagsResponse { tags: tags_of(&key).iter().map(tag).collect() })
}
