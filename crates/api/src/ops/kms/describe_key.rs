//! `DescribeKey`: everything that is told of a key.

use rampart_kms::{KeyFacts, KeyRef, actions, describe};
use rampart_vocab::iso_seconds;
use rampart_wire::kms::describe_key::{DescribeKeyRequest, DescribeKeyResponse, KeyMetadata};

use crate::{Answer, Call};

pub(crate) async fn describe_key(
    call: &mut Call<'_>,
    ask: DescribeKeyRequest,
) -> Answer<DescribeKeyResponse> {
    let key = call.permit(actions::DescribeKey, KeyRef::parse(&ask.key_id)?).await?;

    Ok(DescribeKeyResponse { key_metadata: Some(metadata(describe(&key))) })
}

/// Terraform reads every field of these; dates that are not set are empty texts, the two of automatic rotation are
/// left out while there is none.
fn metadata(key: KeyFacts) -> KeyMetadata {
    let protection = if key.deletion_protected { "Enabled" } else { "Disabled" };
    KeyMetadata {
        arn: Some(key.arn.to_string()),
        automatic_rotation: Some("Disabled".into()),
        creation_date: Some(iso_seconds(key.created)),
        creator: Some(key.account.to_string()),
        dkms_instance_id: Some(String::new()),
        delete_date: Some(key.deletion.map(iso_seconds).unwrap_or_default()),
        deletion_protection: Some(protection.into()),
        deletion_protection_description: Some(key.protected_because.unwrap_or_default().into()),
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
    use crate::ops::kms::desk::{DENIED, Desk, NO_KEY, done, refused};

    #[test]
    fn describe_key() {
        let desk = Desk::new();
        desk.guarded("DescribeKey", &[]);
        let key = desk.key();
        desk.ask("CreateAlias", &[("KeyId", &key), ("AliasName", "alias/a")]);
        let arn = format!("acs:kms:cn-hangzhou:1234567890123456:key/{key}");
        for name in [key.as_str(), &arn, "alias/a", "acs:kms:cn-hangzhou:1234567890123456:alias/a"] {
            assert_eq!(desk.told(name, "KeyId"), key.as_str(), "{name}");
        }
        desk.check(
            "no alias",
            "DescribeKey",
            &[("KeyId", "alias/b")],
            refused(404, "Forbidden.AliasNotFound"),
        );
        desk.nobody().check("no alias, no right", "DescribeKey", &[("KeyId", "alias/b")], DENIED);
        let one = desk.who_may(r#"["kms:DescribeKey"]"#, &arn);
        one.check("by an alias of a key that he may see", "DescribeKey", &[("KeyId", "alias/a")], done());
        one.check("no key", "DescribeKey", &[("KeyId", NO_KEY)], DENIED);
        let of_alias = desk.who_may(r#"["kms:*"]"#, "acs:kms:*:*:alias/*");
        of_alias.check("a right to the alias alone", "DescribeKey", &[("KeyId", "alias/a")], DENIED);

        // What the Terraform provider reads, each of its type.
        let told = desk.ask("DescribeKey", &[("KeyId", &key)]);
        for field in [
            "Arn",
            "AutomaticRotation",
            "CreationDate",
            "Creator",
            "DeleteDate",
            "DeletionProtection",
            "DeletionProtectionDescription",
            "Description",
            "DKMSInstanceId",
            "KeyId",
            "KeySpec",
            "KeyState",
            "KeyUsage",
            "LastRotationDate",
            "MaterialExpireTime",
            "Origin",
            "PrimaryKeyVersion",
            "ProtectionLevel",
        ] {
            assert!(told["KeyMetadata"][field].is_string(), "{field}");
        }
        assert_eq!(told["KeyMetadata"]["Creator"], "1234567890123456");
        assert_eq!(told["KeyMetadata"]["Arn"], arn);
    }
}
