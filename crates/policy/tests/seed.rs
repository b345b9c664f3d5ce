//! The policy that the project grew from, decided and explained.

#![expect(clippy::unwrap_used, reason = "tests")]

use rampart_policy::{ConditionMap, Decision, DocumentKind, Policy, PolicySet, Request, decide, explain};
use std::sync::Arc;

const SEED: &str = include_str!("findings/identity-seed.json");
const TAG: &str = "kms:tag/acs:rds:instance-encryption";
const KEY: &str = "acs:kms:cn-hangzhou:1234567890123456:key/0a1b2c";

fn set(documents: &[(&str, &str)]) -> PolicySet {
    let policies =
        documents.iter().map(|(id, text)| Policy::parse(id, text, DocumentKind::Identity).unwrap());
    policies.map(Arc::new).collect()
}

fn tagged(value: Option<&str>) -> ConditionMap {
    value.map_or_else(ConditionMap::new, |value| ConditionMap::new().with(TAG, value))
}

#[test]
fn rds_may_use_marked_keys_and_look_after_marks_on_all() {
    let set = set(&[("AliyunRDSInstanceEncryptionRolePolicy", SEED)]);
    for (action, tag, allowed) in [
        ("kms:ListKeys", None, true),
        ("kms:ListAliases", None, true),
        ("kms:DescribeKey", None, true),
        ("kms:TagResource", None, true),
        ("kms:UntagResource", None, true),
        ("kms:TagResources", None, false),
        ("kms:DescribeKeyVersion", Some("true"), false),
        ("kms:Decrypt", None, false),
        ("kms:Decrypt", Some("false"), false),
        ("kms:Decrypt", Some("true"), true),
        ("kms:Decrypt", Some("TRUE"), true),
        ("kms:decrypt", Some("true"), true),
        ("kms:Encrypt", Some("true"), true),
        ("kms:GenerateDataKey", Some("true"), true),
        ("kms:GenerateDataKeyWithoutPlaintext", Some("true"), false),
        ("kms:ReEncrypt", Some("true"), false),
        ("kms:ScheduleKeyDeletion", Some("true"), false),
        ("rds:DescribeDBInstances", Some("true"), false),
    ] {
        let conditions = tagged(tag);
        let request = Request { action, resource: KEY, conditions: &conditions };
        let decision = decide(&set, &request);
        assert_eq!(decision.is_allow(), allowed, "{action} with the tag {tag:?}");
        assert_eq!(explain(&set, &request).decision, decision, "{action} with the tag {tag:?}");
    }
    // A tag of another name, or the same name in other letters, is another tag.
    for key in
        ["kms:tag/acs:rds:Instance-Encryption", "kms:tag/acs", "acs:ResourceTag/acs:rds:instance-encryption"]
    {
        let conditions = ConditionMap::new().with(key, "true");
        let request = Request { action: "kms:Decrypt", resource: KEY, conditions: &conditions };
        assert_eq!(decide(&set, &request), Decision::ImplicitDeny, "{key}");
    }
}

#[test]
fn an_explanation_shows_every_statement_with_wanted_and_got() {
    let freeze = r#"{"Version": "1", "Statement": [{"Sid": "Freeze", "Effect": "Deny", "Action": ["kms:*crypt"],
        "Resource": "*", "Condition": {"NotIpAddress": {"acs:SourceIp": ["10.0.0.0/8", "192.0.2.1"]},
        "DateGreaterThan": {"acs:CurrentTime": "2026-06-01T00:00:00Z"}}}]}"#;
    let other = r#"{"Version": "1", "Statement": [{"Effect": "Allow", "NotAction": "rds:*", "Resource": "acs:rds:*:*:*"}]}"#;
    let set = set(&[("RolePolicy", SEED), ("Freeze", freeze), ("Other", other)]);
    let inside = tagged(Some("True")).with("acs:SourceIp", "10.1.2.3");
    let late = inside.clone().with("acs:CurrentTime", "2026-07-01T00:00:00Z");
    let outside = tagged(Some("true"))
        .with("acs:SourceIp", "203.0.113.7")
        .with("acs:CurrentTime", "2026-07-01T00:00:00Z");
    for (name, conditions) in [
        ("allowed", &inside),
        ("allowed-late", &late),
        ("denied-from-outside", &outside),
        ("without-the-tag", &ConditionMap::new()),
    ] {
        let request = Request { action: "kms:Decrypt", resource: KEY, conditions };
        insta::assert_snapshot!(name, explain(&set, &request));
    }
}

#[test]
fn the_first_matching_statement_is_named() {
    let allow = r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "rds:*", "Resource": "*"},
        {"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["kms:*"], "Resource": "*"}]}"#;
    let set = set(&[("seed", SEED), ("first", allow), ("copy", allow)]);
    let conditions = ConditionMap::new();
    let request = Request { action: "kms:Decrypt", resource: KEY, conditions: &conditions };
    let source = decide(&set, &request).source().unwrap();
    assert_eq!((source.policy, source.statement), (1, 1));
    assert_eq!(set.policy(source).unwrap().id(), "first");
    assert_eq!(decide(&PolicySet::new(), &request), Decision::ImplicitDeny);
}

#[test]
fn statements_with_very_many_patterns_are_found_too() {
    let resources: Vec<_> = (0..120).map(|n| format!("\"acs:kms:*:*:key/{n:03}\"")).collect();
    let text = format!(
        r#"{{"Version": "1", "Statement": [{{"Effect": "Allow", "Action": ["kms:Encrypt", "kms:Decrypt", "kms:List*"], "Resource": [{}]}}]}}"#,
        resources.join(",")
    );
    let set = set(&[("many", &text)]);
    let conditions = ConditionMap::new();
    for (action, key, allowed) in [
        ("kms:Decrypt", "007", true),
        ("kms:ListKeys", "119", true),
        ("kms:Decrypt", "120", false),
        ("kms:Sign", "007", false),
    ] {
        let resource = format!("acs:kms:cn-hangzhou:1:key/{key}");
        let request = Request { action, resource: &resource, conditions: &conditions };
        assert_eq!(decide(&set, &request).is_allow(), allowed, "{action} on {key}");
    }
}
