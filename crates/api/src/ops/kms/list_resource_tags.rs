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
    use crate::ops::kms::desk::{Desk, OK, refused};

    #[tokio::test]
    async fn list_resource_tags() {
        let desk = Desk::new().await;
        desk.managed("ListResourceTags", &[]).await;
        let key = desk.key().await;
        let op = "ListResourceTags";
        assert_eq!(desk.ask(op, &[("KeyId", &key)]).await.unwrap()["Tags"]["Tag"], serde_json::json!([]));
        desk.ask(
            "TagResource",
            &[("KeyId", &key), ("Tags", r#"[{"TagKey":"b","TagValue":"2"},{"TagKey":"a","TagValue":"1"}]"#)],
        )
        .await
        .unwrap();
        let listed = desk.ask(op, &[("KeyId", &key)]).await.unwrap();
        assert_eq!(
            listed["Tags"]["Tag"][0],
            serde_json::json!({"KeyId": key, "TagKey": "a", "TagValue": "1"})
        );
        desk.check("one that goes", op, &[("KeyId", &desk.pending_key().await)], OK).await;
        desk.nobody().check("denied", op, &[("KeyId", &key)], refused(403, "Forbidden.NoPermission")).await;
    }
}
