//! `TagResource`: lays tags over those of one key; the door by which a key is marked for a service.

use rampart_kms::{
    KeyRefused, actions,
    tags::{self, NewTags},
};
use rampart_wire::{
    TagParameter,
    kms::tag_resource::{TagResourceRequest, TagResourceResponse},
};

use super::taggable;
use crate::{Answer, Call, errors};

pub(crate) async fn tag_resource(
    call: &mut Call<'_>,
    ask: TagResourceRequest,
) -> Answer<TagResourceResponse> {
    let given = TagParameter::from_json("Tags", &ask.tags).map_err(|_| errors::kms::invalid("Tags"))?;
    let new = NewTags::check(taggable::tags(given)).map_err(KeyRefused::from)?;
    let named =
        taggable::one(ask.key_id.as_deref(), ask.secret_name.as_deref(), ask.certificate_id.as_deref())?;
    let key = call.permit(actions::TagResource, named).await?;

    tags::tag(call.txn(), &key, &new)?;

    Ok(TagResourceResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn tag_resource() {
        let desk = Desk::new();
        let mark = r#"[{"TagKey":"acs:rds:instance-encryption","TagValue":"true"}]"#;
        desk.managed("TagResource", &[("Tags", mark)]);
        let (key, going) = (desk.key(), desk.pending_key());
        for (case, params, expected) in [
            ("a service's mark", &[("KeyId", key.as_str()), ("Tags", mark)][..], done()),
            ("repeated", &[("KeyId", &key), ("Tags", mark)], done()),
            ("no JSON", &[("KeyId", &key), ("Tags", "team")], refused(400, "InvalidParameter")),
            ("no tags", &[("KeyId", &key), ("Tags", "[]")], refused(400, "MissingParameter")),
            (
                "a bad tag",
                &[("KeyId", &key), ("Tags", r#"[{"TagKey":"a b"}]"#)],
                refused(400, "InvalidParameter"),
            ),
            ("going", &[("KeyId", &going), ("Tags", mark)], refused(409, "Rejected.PendingDeletion")),
            (
                "a secret",
                &[("SecretName", "s"), ("Tags", mark)],
                refused(400, "Rejected.UnsupportedOperation"),
            ),
            (
                "a key and a secret",
                &[("KeyId", &key), ("SecretName", "s"), ("Tags", mark)],
                refused(400, "InvalidParameter"),
            ),
            ("nothing", &[("Tags", mark)], refused(400, "MissingParameter")),
        ] {
            desk.check(case, "TagResource", params, expected);
        }
    }
}
