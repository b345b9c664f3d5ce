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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, done};

    #[test]
    fn list_resource_tags() {
        let desk = Desk::new();
        desk.managed("ListResourceTags", &[]);
        let key = desk.key();
        let op = "ListResourceTags";
        assert_eq!(desk.ask(op, &[("KeyId", &key)])["Tags"]["Tag"], serde_json::json!([]));
        desk.ask(
            "TagResource",
            &[("KeyId", &key), ("Tags", r#"[{"TagKey":"b","TagValue":"2"},{"TagKey":"a","TagValue":"1"}]"#)],
        );
        let listed = desk.ask(op, &[("KeyId", &key)]);
        assert_eq!(
            listed["Tags"]["Tag"][0],
            serde_json::json!({"KeyId": key, "TagKey": "a", "TagValue": "1"})
        );
        desk.check("one that goes", op, &[("KeyId", &desk.pending_key())], done());
        desk.nobody().check("denied", op, &[("KeyId", &key)], DENIED);
    }
}
