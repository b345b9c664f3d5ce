//! Deciding allocates nothing, whatever the answer and the kinds of conditions.

#![expect(clippy::unwrap_used, reason = "tests")]

use rampart_policy::{Conditions, DocumentKind, Policy, PolicySet, Request, Value, Values, decide};
use std::hint::black_box;
use std::sync::Arc;

struct Everything;

impl Conditions for Everything {
    fn value(&self, key: &str) -> Values<'_> {
        match key {
            "kms:tag/acs:rds:instance-encryption" => Values::One(Value::Text("True")),
            "acs:SourceIp" => Values::One(Value::Address([10, 0, 0, 1].into())),
            "acs:CurrentTime" => Values::One(Value::Time("2026-01-01T00:00:00Z".parse().unwrap())),
            "acs:SecureTransport" => Values::One(Value::Flag(true)),
            "own:Count" => Values::One(Value::Text("7")),
            _ => Values::Absent,
        }
    }
}

#[test]
fn a_decision_allocates_nothing() {
    let every_operator = r#"{"Version": "1", "Statement": [
        {"Effect": "Deny", "Action": "kms:*crypt", "Resource": "acs:kms:*:*:key/*", "Condition": {
            "StringLike": {"acs:CurrentTime": "2026-*", "acs:SourceIp": "10.*"},
            "StringNotEquals": {"acs:SecureTransport": "false"},
            "NumericLessThan": {"own:Count": "8.5"},
            "DateGreaterThan": {"acs:CurrentTime": "2025-01-01T00:00:00Z"},
            "Bool": {"acs:SecureTransport": "true"},
            "NotIpAddress": {"acs:SourceIp": "10.0.0.0/8"}}},
        {"Effect": "Allow", "NotAction": "rds:*", "Resource": "acs:ram::1:role/x"}]}"#;
    let set: PolicySet = [include_str!("findings/identity-seed.json"), every_operator]
        .into_iter()
        .map(|text| Arc::new(Policy::parse("p", text, DocumentKind::Identity).unwrap()))
        .collect();
    for (action, resource, allowed) in [
        ("kms:Decrypt", "acs:kms:cn-hangzhou:1234567890123456:key/0a1b", true),
        ("kms:ScheduleKeyDeletion", "acs:kms:cn-hangzhou:1234567890123456:key/0a1b", false),
        ("sts:AssumeRole", "acs:ram:*:1:role/X", true),
        ("rds:DescribeDBInstances", "*", false),
    ] {
        let request = Request { action, resource, conditions: &Everything };
        let mut decision = None;
        let counted =
            allocation_counter::measure(|| decision = Some(decide(black_box(&set), black_box(&request))));
        assert_eq!(decision.unwrap().is_allow(), allowed, "{action} on {resource}");
        assert_eq!(counted.count_total, 0, "{action} on {resource}");
    }
}
