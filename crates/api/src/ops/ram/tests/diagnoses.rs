//! `DecodeDiagnosticMessage`: what a refusal hands out, and who reads what of it.

use rampart_identity::account;
use rampart_testkit::{ACCOUNT, Signer, World, done, refused};
use rampart_vocab::{AccountId, SeededEntropy};
use serde_json::Value;

use super::check;

const MARK: &str = "kms:tag/acs:rds:instance-encryption";
const ONLY_MARKED: &str = r#"{"Version":"1","Statement":[{"Sid":"Marked","Effect":"Allow","Action":"kms:Decrypt",
    "Resource":"*","Condition":{"StringEquals":{"kms:tag/acs:rds:instance-encryption":"true"}}},
    {"Effect":"Allow","Action":"kms:ListKeys","Resource":"*"}]}"#;
const EXPIRED: &str = "EncodedMessageExpire";

fn allows(action: &str) -> String {
    format!(r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":{action},"Resource":"*"}}]}}"#)
}

/// A key with a ciphertext, and somebody who may use marked keys alone.
struct Stage {
    world: World,
    key: String,
    blob: String,
    reader: Signer,
}

impl Stage {
    fn new() -> Self {
        let world = World::new();
        let key = world.key();
        let root = world.root();
        let sealed =
            world.call(&root, "kms", "Encrypt", &[("KeyId", &key), ("Plaintext", "aGVsbG8=")]).unwrap();
        let blob = sealed["CiphertextBlob"].as_str().unwrap().to_owned();
        let reader = world.user("reader", Some(&allows(r#""ram:DecodeDiagnosticMessage""#)));
        Self { world, key, blob, reader }
    }

    /// What a refusal of Decrypt hands out.
    fn denial(&self, who: &Signer) -> String {
        encoded(&self.world, who, "Decrypt", &[("CiphertextBlob", &self.blob)])
    }

    fn decoded(&self, who: &Signer, message: &str) -> Value {
        let params = [("EncodedDiagnosticMessage", message)];
        let answer = check(&self.world, who, "DecodeDiagnosticMessage", &params, done());
        answer["DecodedDiagnosticMessage"].clone()
    }
}

fn encoded(world: &World, who: &Signer, operation: &str, params: &[(&str, &str)]) -> String {
    let told = world.call(who, "kms", operation, params).unwrap_err();
    let detail = &told.body["AccessDeniedDetail"]["EncodedDiagnosticMessage"];
    detail.as_str().expect("a diagnostic message").to_owned()
}

#[test]
fn a_refusal_tells_what_each_statement_wanted_and_got() {
    let stage = Stage::new();
    let user = stage.world.user("user", Some(ONLY_MARKED));
    let told = stage.decoded(&stage.world.root(), &stage.denial(&user));
    assert_eq!(told["ExplicitDeny"], false);
    assert_eq!(told["NoPermissionPolicyType"], "AccountLevelIdentityBasedPolicy");
    assert_eq!(told["AuthAction"], "kms:Decrypt");
    assert_eq!(told["AuthResource"], stage.world.arn("kms", &format!("key/{}", stage.key)));
    assert_eq!(told["AuthPrincipal"]["AuthPrincipalType"], "SubUser");
    assert_eq!(told["AuthPrincipal"]["AuthPrincipalOwnerId"], ACCOUNT);
    assert_eq!(told["Principal"], format!("acs:ram::{ACCOUNT}:user/user"));
    assert_eq!(told["MatchedPolicies"], serde_json::json!([]));
    // That of ListKeys, and what lets each user change his own password.
    assert_eq!(told["StatementsLeftOut"], 2);
    let statement = &told["Statements"][0];
    assert_eq!(statement["PolicyType"], "Custom");
    assert_eq!(statement["PolicyVersion"], "v1");
    assert_eq!(statement["Sid"], "Marked");
    assert_eq!(statement["Matched"], false);
    assert_eq!(statement["FailingElement"], format!("Condition StringEquals {MARK}"));
    insta::assert_snapshot!(
        "diagnosis",
        told["Explanation"].as_str().unwrap().replace(stage.key.as_str(), "KEY")
    );
}

#[test]
fn a_denying_statement_is_named_with_its_policy() {
    let stage = Stage::new();
    let user = stage.world.user("user", Some(&allows(r#""kms:*""#)));
    stage.world.grant(
        "user",
        r#"{"Version":"1","Statement":[{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}"#,
    );
    let told = stage.decoded(&stage.reader, &stage.denial(&user));
    assert_eq!(told["ExplicitDeny"], true);
    let policies: Vec<_> = told["MatchedPolicies"].as_array().unwrap().iter().collect();
    assert_eq!(policies.len(), 2);
    let denying = policies.iter().find(|policy| policy["Effect"] == "Deny").unwrap();
    assert_eq!(denying["PolicyType"], "Custom");
    assert_eq!(denying["PolicyVersion"], "v1");
    assert_eq!(denying["AttachedEntityType"], "RamUser");
    assert_eq!(denying["AttachedScope"], "Account");
}

#[test]
fn what_the_resource_carries_is_told_to_whoever_could_have_used_it() {
    let stage = Stage::new();
    let root = stage.world.root();
    let tags = format!(r#"[{{"TagKey":"{}","TagValue":"no"}}]"#, MARK.trim_start_matches("kms:tag/"));
    stage.world.call(&root, "kms", "TagResource", &[("KeyId", &stage.key), ("Tags", &tags)]).unwrap();
    let message = stage.denial(&stage.world.user("user", Some(ONLY_MARKED)));
    let able = stage.world.user("able", Some(&allows(r#"["ram:DecodeDiagnosticMessage","kms:Decrypt"]"#)));
    // His own policy asks for what the message does not hold, so nobody knows whether he could.
    let unsure = stage.world.user("unsure", Some(&allows(r#""ram:DecodeDiagnosticMessage""#)));
    stage.world.grant(
        "unsure",
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*",
            "Condition":{"StringNotEquals":{"kms:tag/secret":"yes"}}}]}"#,
    );
    for (who, is_told) in [(&root, true), (&able, true), (&stage.reader, false), (&unsure, false)] {
        let told = stage.decoded(who, &message);
        let condition = &told["Statements"][0]["Elements"][2];
        assert_eq!(condition["Got"] == serde_json::json!(["no"]), is_told, "{told}");
        assert_eq!(condition["Withheld"] == true, !is_told, "{told}");
        assert_eq!(told.to_string().contains("\"no\""), is_told, "{told}");
        assert_eq!(told["Statements"][0]["Matched"], false);
    }
}

#[test]
fn a_reader_cannot_tell_a_key_that_is_there_from_one_that_is_not() {
    let stage = Stage::new();
    let user = stage.world.user("user", Some(&ONLY_MARKED.replace("kms:Decrypt", "kms:DescribeKey")));
    let root = stage.world.root();
    let alias = [("KeyId", stage.key.as_str()), ("AliasName", "alias/there")];
    stage.world.call(&root, "kms", "CreateAlias", &alias).unwrap();
    for (there, missing) in
        [(stage.key.as_str(), "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"), ("alias/there", "alias/gone")]
    {
        let read = |id: &str| {
            let message = encoded(&stage.world, &user, "DescribeKey", &[("KeyId", id)]);
            stage.decoded(&stage.reader, &message).to_string().replace(id, "ID")
        };
        let told = read(there);
        assert_eq!(told, read(missing));
        assert!(!told.contains(&stage.key), "{told}");
    }
}

#[test]
fn whoever_has_not_the_right_reads_nothing() {
    let stage = Stage::new();
    let user = stage.world.user("user", Some(ONLY_MARKED));
    let message = stage.denial(&user);
    for text in [message.as_str(), "AQAAAAE", ""] {
        let params = [("EncodedDiagnosticMessage", text)];
        check(&stage.world, &user, "DecodeDiagnosticMessage", &params, refused(403, "NoPermission"));
    }
    let missing = refused(400, "MissingEncodedDiagnosticMessage");
    check(&stage.world, &stage.reader, "DecodeDiagnosticMessage", &[], missing);
}

#[test]
fn made_up_changed_and_old_messages_are_refused_alike() {
    let stage = Stage::new();
    let message = stage.denial(&stage.world.user("user", Some(ONLY_MARKED)));
    let turned = |place: usize| {
        let mut letters: Vec<char> = message.chars().collect();
        letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
        letters.into_iter().collect::<String>()
    };
    let (changed, other_term) = (turned(message.len() / 2), turned(5));
    let head = message.split_at(message.len() / 2).0;
    let longer = format!("{message}AAAA");
    let huge = "A".repeat(60_000);
    let forged =
        ["AQEAAAAA", "not base64!", changed.as_str(), head, longer.as_str(), other_term.as_str(), &huge];
    let mut texts = Vec::new();
    for text in forged {
        let params = [("EncodedDiagnosticMessage", text)];
        let told = stage.world.call(&stage.reader, "ram", "DecodeDiagnosticMessage", &params).unwrap_err();
        assert_eq!((told.status, told.code.as_str()), (400, EXPIRED), "{text:.20}");
        texts.push(told.message);
    }
    stage.world.advance_seconds(24 * 3600 - 1);
    stage.decoded(&stage.reader, &message);
    stage.world.advance_seconds(1);
    let params = [("EncodedDiagnosticMessage", message.as_str())];
    let told = stage.world.call(&stage.reader, "ram", "DecodeDiagnosticMessage", &params).unwrap_err();
    assert_eq!((told.status, told.code.as_str()), (400, EXPIRED));
    assert!(texts.iter().all(|text| *text == told.message));
}

#[test]
fn another_accounts_message_is_no_message() {
    let stage = Stage::new();
    let message = stage.denial(&stage.world.user("user", Some(ONLY_MARKED)));
    let other: AccountId = "9876543210987654".parse().unwrap();
    let entropy = SeededEntropy::new(99);
    let made = stage.world.run(async {
        let mut txn = stage.world.store().begin();
        let made = account::found(&mut txn, other, stage.world.clock(), &entropy).await.unwrap().unwrap();
        txn.commit().await.unwrap();
        made
    });
    let foreign = Signer {
        access_key_id: made.access_key_id.to_string(),
        secret: made.secret.expose_secret().to_owned(),
        token: None,
    };
    let params = [("EncodedDiagnosticMessage", message.as_str())];
    check(&stage.world, &foreign, "DecodeDiagnosticMessage", &params, refused(400, EXPIRED));
    stage.decoded(&stage.world.root(), &message);
}

#[test]
fn a_message_is_bounded_whatever_the_policies_hold() {
    let stage = Stage::new();
    let user = stage.world.user("user", None);
    for number in 0..5 {
        let values: Vec<String> = (0..30).map(|value| format!("\"team-{number}-{value}\"")).collect();
        let statement = format!(
            r#"{{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{{"StringEquals":
                {{"kms:tag/team":[{}]}}}}}}"#,
            values.join(",")
        );
        let document = format!(
            r#"{{"Version":"1","Statement":[{}]}}"#,
            [statement.as_str(), &statement, &statement, &statement, &statement, &statement].join(",")
        );
        stage.world.grant("user", &document);
    }
    stage.world.grant(
        "user",
        r#"{"Version":"1","Statement":[{"Sid":"No","Effect":"Deny","Action":"*","Resource":"*"}]}"#,
    );
    let message = stage.denial(&user);
    // As long as any other.
    let other = stage.world.user("other", None);
    assert_eq!((message.len(), stage.denial(&other).len()), (4167, 4167));
    let told = stage.decoded(&stage.reader, &message);
    let statements = told["Statements"].as_array().unwrap();
    assert_eq!(statements.len() as u64 + told["StatementsLeftOut"].as_u64().unwrap(), 32);
    // What decided is always among them.
    assert!(statements.iter().any(|statement| statement["Sid"] == "No" && statement["Matched"] == true));
}
