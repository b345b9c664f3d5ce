//! `ListTagResources`: tags with the keys that bear them. Asked of each key named, else of all keys.

use rampart_kms::{KeyCollection, TagCursor, TagsWanted, actions, list_tags_of};
use rampart_wire::{
    TagParameter,
    kms::list_tag_resources::{ListTagResourcesRequest, ListTagResourcesResponse, TagResource},
};

use super::taggable;
use crate::{Answer, Call, Refusal, errors};

pub(crate) async fn list_tag_resources(
    call: &mut Call<'_>,
    ask: ListTagResourcesRequest,
) -> Answer<ListTagResourcesResponse> {
    let named = taggable::many(&ask.resource_type, &ask.resource_id)?;
    let wanted = wanted(ask.tag)?;
    let after = ask.next_token.as_deref().map(TagCursor::parse).transpose()?;

    let page = if named.is_empty() {
        let keys = KeyCollection::new(call.region().clone(), call.account());
        let keys = call.permit_on(actions::ListTagResources, keys)?;
        let kms = call.services().kms.clone();
        kms.list_tags(call.txn(), &keys, &wanted, after.as_ref()).await?
    } else {
        let mut keys = Vec::with_capacity(named.len());
        for key in named {
            keys.push(call.permit(actions::ListTagResources, key).await?);
        }
        list_tags_of(&keys, &wanted, after.as_ref())
    };

    Ok(ListTagResourcesResponse {
        next_token: page.next.map(|cursor| cursor.to_text()),
        tag_resources: page
            .items
            .into_iter()
            .map(|(key, tag)| TagResource {
                resource_id: Some(key.to_string()),
                resource_type: Some("key".into()),
                tag_key: Some(tag.key.into()),
                tag_value: Some(tag.value.into()),
            })
            .collect(),
    })
}

fn wanted(given: Vec<TagParameter>) -> Result<TagsWanted, Refusal> {
    let refused = || errors::kms::invalid("Tag");
    let one = |tag: TagParameter| Some((tag.key?.into(), tag.value.map(Into::into)));
    let wanted = given.into_iter().map(one).collect::<Option<_>>().ok_or_else(refused)?;
    TagsWanted::check(wanted).map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, NO_KEY, done, refused};

    #[test]
    fn list_tag_resources() {
        let desk = Desk::new();
        let op = "ListTagResources";
        let kind = ("ResourceType", "key");
        let mut keys = Vec::new();
        for n in 0..30 {
            let key = desk.key();
            let tags: Vec<String> =
                (0..7).map(|t| format!(r#"{{"TagKey":"t{t}","TagValue":"{n}"}}"#)).collect();
            desk.ask("TagResource", &[("KeyId", &key), ("Tags", &format!("[{}]", tags.join(",")))]);
            keys.push(key);
        }
        let first = desk.ask(op, &[kind]);
        assert_eq!(first["TagResources"]["TagResource"].as_array().unwrap().len(), 200);
        let token = first["NextToken"].as_str().unwrap();
        let rest = desk.ask(op, &[kind, ("NextToken", token)]);
        assert_eq!(rest["TagResources"]["TagResource"].as_array().unwrap().len(), 10);
        assert!(rest.get("NextToken").is_none());
        let one = desk.ask(op, &[kind, ("ResourceId.1", &keys[3]), ("Tag.1.Key", "t2")]);
        let row = serde_json::json!([{"ResourceId": keys[3], "ResourceType": "key", "TagKey": "t2", "TagValue": "3"}]);
        assert_eq!(one["TagResources"]["TagResource"], row);
        desk.check("no place", op, &[kind, ("NextToken", "x")], refused(400, "InvalidParameter"));
        desk.check(
            "a secret",
            op,
            &[("ResourceType", "secret")],
            refused(400, "Rejected.UnsupportedOperation"),
        );
        let nobody = desk.nobody();
        nobody.check("denied", op, &[kind], DENIED);
        nobody.told_the_same(op, &[kind], "ResourceId.1", &keys[0], NO_KEY);
        let some = desk.who_may(r#"["kms:List*"]"#, &format!("acs:kms:*:*:key/{}", keys[0]));
        some.check("his own", op, &[kind, ("ResourceId.1", &keys[0])], done());
        some.check("another", op, &[kind, ("ResourceId.1", &keys[0]), ("ResourceId.2", &keys[1])], DENIED);
        some.check("all", op, &[kind], DENIED);
    }
}
