//! Whether something is there is nobody's to learn who may not see it: by its name, an alias, a blob, another account's
//! name for it.

use rampart_testkit::{REGION, Refused, Signer, World};
use serde_json::Value;

const OTHER_ACCOUNT: &str = "6543210987654321";
const ABSENT: &str = "0198f000-0000-7000-8000-00000000dead";
/// The same in base64: as long as what a blob begins with.
const ABSENT_ENCODED: &str = "MDE5OGYwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDBkZWFk";
const TRUST: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}"#;
const POLICY: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"}]}"#;

/// All of a refusal but its own id, and what was named in it.
fn read(refused: Refused, named: &[&str]) -> String {
    let mut body = *refused.body;
    let id = body["RequestId"].as_str().unwrap_or_default().to_owned();
    let fields = body.as_object_mut().unwrap();
    fields.remove("RequestId");
    // Sealed, and new each time; its length is all that is seen of it.
    if let Some(detail) = fields.get_mut("AccessDeniedDetail") {
        detail["EncodedDiagnosticMessage"] =
            detail["EncodedDiagnosticMessage"].as_str().unwrap().len().into();
    }
    let text = format!("{} {}", refused.status, Value::Object(fields.clone())).replace(&id, "");
    named.iter().fold(text, |text, name| text.replace(name, "…"))
}

struct Stage {
    world: World,
    /// Who may use one key, and see nothing else.
    insider: Signer,
    key: String,
    version: String,
    blob: String,
}

impl Stage {
    fn new() -> Self {
        let world = World::new();
        let root = world.root();
        let make = |service: &str, operation: &str, params: &[(&str, &str)]| {
            world.call(&root, service, operation, params).unwrap()
        };
        let (own, key) = (world.key(), world.key());
        make("kms", "CreateAlias", &[("KeyId", &key), ("AliasName", "alias/there")]);
        let sealed = make("kms", "Encrypt", &[("KeyId", &key), ("Plaintext", "aGVsbG8=")]);
        make("ram", "CreateUser", &[("UserName", "there")]);
        make("ram", "CreatePolicy", &[("PolicyName", "there"), ("PolicyDocument", POLICY)]);
        make("ram", "CreateRole", &[("RoleName", "there"), ("AssumeRolePolicyDocument", TRUST)]);
        let own = world.arn("kms", &format!("key/{own}"));
        let document = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"kms:*","Resource":"{own}"}}]}}"#
        );
        let insider = world.user("insider", Some(&document));
        let text = |name: &str| sealed[name].as_str().unwrap().to_owned();
        let (version, blob) = (text("KeyVersionId"), text("CiphertextBlob"));
        Self { world, insider, key, version, blob }
    }

    /// The blob with the id of a version that is not there at its head.
    fn of_no_version(&self) -> String {
        format!("{ABSENT_ENCODED}{}", &self.blob[ABSENT_ENCODED.len()..])
    }

    /// The blob with some bits changed near its end.
    fn flipped(&self) -> String {
        let (head, tail) = self.blob.split_at(self.blob.len() - 8);
        let (one, rest) = tail.split_at(1);
        format!("{head}{}{rest}", if one == "A" { "B" } else { "A" })
    }

    /// The same words for both, whoever asks without the right.
    #[track_caller]
    fn check(
        &self,
        service: &str,
        operation: &str,
        name: &str,
        there: &str,
        absent: &str,
        more: &[(&str, &str)],
    ) {
        let ask = |who: &Signer, value: &str| {
            let params = [&[(name, value)][..], more].concat();
            self.world.call(who, service, operation, &params)
        };
        let nobody = self.world.user(&format!("nobody-{}", self.world.audited().len()), None);
        let named = [there, absent, &*self.key, &*self.version, ABSENT, "alias/there", "alias/gone"];
        for who in [&self.insider, &nobody] {
            let (one, other) = (ask(who, there).unwrap_err(), ask(who, absent).unwrap_err());
            assert_eq!(one.status, 403, "{operation} {there}: {one:?}");
            assert_eq!(read(one, &named), read(other, &named), "{operation} {there} and {absent}");
        }
    }
}

#[test]
fn what_is_there_reads_like_what_is_not_to_who_may_not_see_it() {
    let stage = Stage::new();
    let (key, plain) = (stage.key.as_str(), [("Plaintext", "aGVsbG8=")]);
    let arn = |account: &str, resource: &str| format!("acs:kms:{REGION}:{account}:{resource}");
    let ours = |resource: &str| stage.world.arn("kms", resource);
    let (there, gone) = (ours(&format!("key/{key}")), ours(&format!("key/{ABSENT}")));
    for (operation, more) in [
        ("DescribeKey", &[][..]),
        ("Encrypt", &plain),
        ("GenerateDataKey", &[]),
        ("GenerateDataKeyWithoutPlaintext", &[]),
    ] {
        stage.check("kms", operation, "KeyId", key, ABSENT, more);
        stage.check("kms", operation, "KeyId", &there, &gone, more);
        stage.check("kms", operation, "KeyId", "alias/there", "alias/gone", more);
        let (there, gone) = (ours("alias/there"), ours("alias/gone"));
        stage.check("kms", operation, "KeyId", &there, &gone, more);
    }
    for operation in ["ListResourceTags", "ListKeyVersions", "ListAliasesByKeyId", "DisableKey", "EnableKey"]
    {
        stage.check("kms", operation, "KeyId", key, ABSENT, &[]);
    }
    stage.check("kms", "DeleteAlias", "AliasName", "alias/there", "alias/gone", &[]);
    let (real, flipped) = (stage.blob.as_str(), stage.flipped());
    let absent = stage.of_no_version();
    stage.check("kms", "Decrypt", "CiphertextBlob", real, &absent, &[]);
    stage.check("kms", "Decrypt", "CiphertextBlob", &flipped, &absent, &[]);
    for (operation, name) in
        [("GetUser", "UserName"), ("ListPoliciesForUser", "UserName"), ("DeleteUser", "UserName")]
    {
        stage.check("ram", operation, name, "there", "gone", &[]);
    }
    for operation in ["GetRole", "DeleteRole", "ListPoliciesForRole"] {
        stage.check("ram", operation, "RoleName", "there", "gone", &[]);
    }
    for operation in ["GetPolicy", "DeletePolicy", "ListPolicyVersions", "ListEntitiesForPolicy"] {
        stage.check("ram", operation, "PolicyName", "there", "gone", &[("PolicyType", "Custom")]);
    }
    let role = |name: &str| format!("acs:ram::1234567890123456:role/{name}");
    stage.check("sts", "AssumeRole", "RoleArn", &role("there"), &role("gone"), &[("RoleSessionName", "s1")]);

    // Another account's name for a key of ours, and for none: not even the account itself learns which.
    let root = stage.world.root();
    for who in [&root, &stage.insider] {
        let named = |resource: &str| {
            let params = [("KeyId", arn(OTHER_ACCOUNT, resource))];
            let params: Vec<(&str, &str)> =
                params.iter().map(|(name, value)| (*name, value.as_str())).collect();
            stage.world.call(who, "kms", "DescribeKey", &params).unwrap_err()
        };
        let (one, other) = (named(&format!("key/{key}")), named(&format!("key/{ABSENT}")));
        let known = [key, ABSENT];
        assert_eq!(read(one, &known), read(other, &known));
    }
    // The control: who may see is told.
    for (id, code) in [(ABSENT, "Forbidden.KeyNotFound"), ("alias/gone", "Forbidden.AliasNotFound")] {
        assert_eq!(stage.world.call(&root, "kms", "DescribeKey", &[("KeyId", id)]).unwrap_err().code, code);
    }
}
