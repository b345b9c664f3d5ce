//! `CreateKey`: a key with its first version, enabled at once.

use rampart_kms::{
    Feature, KeyCollection, KeyFacts, KeyOrigin, KeyRefused, KeySpec, KeyUsage, ProtectionLevel, actions,
    lifecycle::{self, Description, NewKey},
    tags::NewTags,
};
use rampart_vocab::iso_seconds;
use rampart_wire::{
    TagParameter,
    kms::create_key::{CreateKeyRequest, CreateKeyResponse, KeyMetadata},
};

use super::taggable;
use crate::{Answer, Call, Refusal, errors};

pub(crate) async fn create_key(call: &mut Call<'_>, ask: CreateKeyRequest) -> Answer<CreateKeyResponse> {
    let new = new_key(&ask)?;
    let keys = KeyCollection::new(call.region().clone(), call.account());
    let keys = call.permit_on(actions::CreateKey, keys)?;

    let (clock, entropy) = (call.clock(), call.entropy());
    let made = lifecycle::create(call.txn(), &keys, new, clock, entropy).await?;

    Ok(CreateKeyResponse { key_metadata: Some(metadata(made)) })
}

fn new_key(ask: &CreateKeyRequest) -> Result<NewKey, Refusal> {
    let not_offered = |wanted| Err(Refusal::from(KeyRefused::NotOffered { wanted }));
    if ask.dkms_instance_id.is_some() {
        return not_offered(Feature::Instance);
    }
    if ask.policy.is_some() {
        return not_offered(Feature::Policy);
    }
    if ask.key_storage_mechanism.is_some() {
        return not_offered(Feature::Storage);
    }
    if ask.enable_automatic_rotation == Some(true) {
        return not_offered(Feature::Rotation);
    }
    let tags = match &ask.tags {
        None => NewTags::none(),
        Some(json) => {
            let tags = TagParameter::from_json("Tags", json).map_err(|_| errors::kms::invalid("Tags"))?;
            // `[]` is what a client sends that has no tags.
            if tags.is_empty() {
                NewTags::none()
            } else {
                NewTags::check(taggable::tags(tags)).map_err(KeyRefused::from)?
            }
        }
    };
    Ok(NewKey::check(
        Description::check(ask.description.as_deref())?,
        known(ask.key_spec.as_deref(), KeySpec::from_name, Feature::Spec)?,
        known(ask.key_usage.as_deref(), KeyUsage::from_name, Feature::Usage)?,
        known(ask.origin.as_deref(), KeyOrigin::from_name, Feature::Origin)?,
        known(ask.protection_level.as_deref(), ProtectionLevel::from_name, Feature::Protection)?,
        tags,
    )?)
}

fn known<T>(
    name: Option<&str>,
    from_name: impl Fn(&str) -> Option<T>,
    what: Feature,
) -> Result<Option<T>, KeyRefused> {
    name.map(|name| from_name(name).ok_or(KeyRefused::Unknown(what))).transpose()
}

fn metadata(key: KeyFacts) -> KeyMetadata {
    KeyMetadata {
        arn: Some(key.arn.to_string()),
        automatic_rotation: Some("Disabled".into()),
        creation_date: Some(iso_seconds(key.created)),
        creator: Some(key.account.to_string()),
        dkms_instance_id: Some(String::new()),
        delete_date: Some(String::new()),
        description: Some(key.description.into()),
        key_id: Some(key.id.to_string()),
        key_spec: Some(key.spec.name().into()),
        key_state: Some(key.state.name().into()),
        key_usage: Some(key.usage.name().into()),
        last_rotation_date: Some(iso_seconds(key.rotated)),
        material_expire_time: Some(key.material_expires.map(iso_seconds).unwrap_or_default()),
        next_rotation_date: None,
        origin: Some(key.origin.name().into()),
        primary_key_version: Some(key.primary_version.to_string()),
        protection_level: Some(key.protection.name().into()),
        rotation_interval: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, done, refused};

    #[test]
    fn create_key() {
        let desk = Desk::new();
        let spec = |name| ("KeySpec", name);
        for (case, params, expected) in [
            ("defaults", &[][..], done()),
            (
                "all defaults named",
                &[
                    spec("Aliyun_AES_256"),
                    ("KeyUsage", "ENCRYPT/DECRYPT"),
                    ("Origin", "Aliyun_KMS"),
                    ("ProtectionLevel", "SOFTWARE"),
                    ("EnableAutomaticRotation", "False"),
                ][..],
                done(),
            ),
            ("tags", &[("Tags", r#"[{"TagKey":"team","TagValue":"db"}]"#)], done()),
            ("no tags", &[("Tags", "[]")], done()),
            (
                "reserved tag",
                &[("Tags", r#"[{"TagKey":"acs:rds:instance-encryption","TagValue":"true"}]"#)],
                refused(400, "InvalidParameter"),
            ),
            ("tags that are no JSON", &[("Tags", "team=db")], refused(400, "InvalidParameter")),
            ("a spec for later", &[spec("RSA_2048")], refused(400, "Rejected.UnsupportedOperation")),
            ("an unknown spec", &[spec("AES_512")], refused(400, "InvalidParameter")),
            ("a usage that does not fit", &[("KeyUsage", "SIGN/VERIFY")], refused(400, "InvalidParameter")),
            ("hardware", &[("ProtectionLevel", "HSM")], refused(400, "Unsupported.ProtectionLevel")),
            ("own material", &[("Origin", "EXTERNAL")], refused(400, "Unsupported.Origin")),
            ("origin in small letters", &[("Origin", "external")], refused(400, "InvalidParameter")),
            (
                "rotation",
                &[("EnableAutomaticRotation", "true")],
                refused(400, "Rejected.UnsupportedOperation"),
            ),
            ("an instance", &[("DKMSInstanceId", "kst-1")], refused(404, "Forbidden.DKMSInstanceNotFound")),
            ("a policy", &[("Policy", "{}")], refused(400, "Rejected.UnsupportedOperation")),
        ] {
            desk.check(case, "CreateKey", params, expected);
        }
        desk.nobody().check("denied", "CreateKey", &[], DENIED);
        let made = desk.ask("CreateKey", &[("Description", "ledger")]);
        assert_eq!(made["KeyMetadata"]["Description"], "ledger");
        assert_eq!(made["KeyMetadata"]["KeyState"], "Enabled");
    }
}
