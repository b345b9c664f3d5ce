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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, NO_KEY, done, refused};

    #[test]
    fn tag_resources() {
        let desk = Desk::new();
        let (key, other, going) = (desk.key(), desk.key(), desk.pending_key());
        let kind = ("ResourceType", "key");
        let team = [("Tag.1.Key", "team"), ("Tag.1.Value", "db")];
        let op = "TagResources";
        let both = [kind, ("ResourceId.1", key.as_str()), ("ResourceId.2", other.as_str()), team[0], team[1]];
        desk.check("two keys", op, &both, done());
        desk.check("repeated", op, &both, done());
        let half =
            [kind, ("ResourceId.1", key.as_str()), ("ResourceId.2", going.as_str()), ("Tag.1.Key", "half")];
        desk.check("one that goes", op, &half, refused(409, "Rejected.PendingDeletion"));
        let missing = [kind, ("ResourceId.1", key.as_str()), ("ResourceId.2", NO_KEY), ("Tag.1.Key", "half")];
        desk.check("one that is not there", op, &missing, refused(404, "Forbidden.KeyNotFound"));
        let mark = [
            kind,
            ("ResourceId.1", key.as_str()),
            ("Tag.1.Key", "acs:rds:instance-encryption"),
            ("Tag.1.Value", "true"),
        ];
        desk.check("a service's mark", op, &mark, refused(400, "InvalidParameter"));
        let secret = [("ResourceType", "secret"), ("ResourceId.1", "s"), team[0]];
        desk.check("a secret", op, &secret, refused(400, "Rejected.UnsupportedOperation"));
        let unknown = [("ResourceType", "house"), ("ResourceId.1", "s"), team[0]];
        desk.check("no kind", op, &unknown, refused(400, "InvalidParameter"));
        desk.nobody().told_the_same(op, &[kind, team[0]], "ResourceId.1", &key, NO_KEY);
        let arn = format!("acs:kms:*:*:key/{key}");
        let one = desk.who_may(r#"["kms:TagResources"]"#, &arn);
        one.check("a right to one of two", op, &both, DENIED);
        let kept = desk.ask("ListResourceTags", &[("KeyId", &key)]);
        assert_eq!(
            kept["Tags"]["Tag"],
            serde_json::json!([{"KeyId": key, "TagKey": "team", "TagValue": "db"}])
        );
    }
}
