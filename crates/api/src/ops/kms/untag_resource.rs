//! `UntagResource`: takes tags from one key; a service's mark too, for whoever a policy allows.

use rampart_kms::{
    actions,
    tags::{self, TagKeys},
};
use rampart_wire::kms::untag_resource::{UntagResourceRequest, UntagResourceResponse};

use super::taggable;
use crate::{Answer, Call, errors};

pub(crate) async fn untag_resource(
    call: &mut Call<'_>,
    ask: UntagResourceRequest,
) -> Answer<UntagResourceResponse> {
    let given: Vec<Box<str>> =
        serde_json::from_str(&ask.tag_keys).map_err(|_| errors::kms::invalid("TagKeys"))?;
    let keys = TagKeys::check(given).map_err(|refused| errors::kms::tags(&refused, "TagKeys"))?;
    let named =
        taggable::one(ask.key_id.as_deref(), ask.secret_name.as_deref(), ask.certificate_id.as_deref())?;
    let key = call.permit(actions::UntagResource, named).await?;

    tags::untag(call.txn(), &key, &keys)?;

    Ok(UntagResourceResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn untag_resource() {
        let desk = Desk::new();
        let mark = r#"["acs:rds:instance-encryption"]"#;
        desk.managed("UntagResource", &[("TagKeys", mark)]);
        let (key, going) = (desk.key(), desk.pending_key());
        let tags = r#"[{"TagKey":"acs:rds:instance-encryption","TagValue":"true"}]"#;
        desk.ask("TagResource", &[("KeyId", &key), ("Tags", tags)]);
        for (case, params, expected) in [
            ("a service's mark", &[("KeyId", key.as_str()), ("TagKeys", mark)][..], done()),
            ("repeated", &[("KeyId", &key), ("TagKeys", mark)], done()),
            ("no JSON", &[("KeyId", &key), ("TagKeys", "team")], refused(400, "InvalidParameter")),
            ("no keys", &[("KeyId", &key), ("TagKeys", "[]")], refused(400, "MissingParameter")),
            ("going", &[("KeyId", &going), ("TagKeys", mark)], refused(409, "Rejected.PendingDeletion")),
        ] {
            desk.check(case, "UntagResource", params, expected);
        }
        let left = desk.ask("ListResourceTags", &[("KeyId", &key)]);
        assert_eq!(left["Tags"]["Tag"], serde_json::json!([]));
    }
}
