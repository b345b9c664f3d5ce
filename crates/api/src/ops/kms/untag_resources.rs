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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, NO_KEY, done, refused};

    #[test]
    fn untag_resources() {
        let desk = Desk::new();
        let key = desk.key();
        let id = ("ResourceId.1", key.as_str());
        let kind = ("ResourceType", "key");
        let tags = r#"[{"TagKey":"acs:rds:instance-encryption","TagValue":"true"},{"TagKey":"a"},{"TagKey":"b"},{"TagKey":"c"}]"#;
        desk.ask("TagResource", &[("KeyId", &key), ("Tags", tags)]);
        let op = "UntagResources";
        desk.check("one", op, &[kind, id, ("TagKey.1", "a"), ("TagKey.2", "unbound")], done());
        desk.check(
            "in Terraform's two forms",
            op,
            &[kind, id, ("TagKey.1", "b"), ("TagKeys", r#"["b"]"#)],
            done(),
        );
        desk.check(
            "a service's mark",
            op,
            &[kind, id, ("TagKey.1", "acs:rds:instance-encryption")],
            refused(400, "InvalidParameter"),
        );
        desk.check("nothing", op, &[kind, id], refused(400, "MissingParameter"));
        desk.check("all", op, &[kind, id, ("All", "true")], done());
        let nobody = desk.nobody();
        nobody.check("denied", op, &[kind, id, ("All", "true")], DENIED);
        nobody.told_the_same(op, &[kind, ("All", "true")], "ResourceId.1", &key, NO_KEY);
        let kept = desk.ask("ListResourceTags", &[("KeyId", &key)]);
        assert_eq!(kept["Tags"]["Tag"].as_array().unwrap().len(), 1, "reserved tags stay");
    }
}
