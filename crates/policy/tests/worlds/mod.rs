//! Random policies and requests from a small world, so that they meet often.

use crate::naive::Carried;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) policies: Vec<Value>,
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) carried: Carried,
}

pub(crate) fn world(most_policies: usize) -> impl Strategy<Value = World> {
    (proptest::collection::vec(policy(), 0..=most_policies), action(), resource(), carried())
        .prop_map(|(policies, action, resource, carried)| World { policies, action, resource, carried })
}

fn policy() -> impl Strategy<Value = Value> {
    proptest::collection::vec(statement(), 1..4)
        .prop_map(|statements| json!({"Version": "1", "Statement": statements}))
}

fn statement() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![2 => Just("Allow"), 1 => Just("Deny")];
    let actions = (prop_oneof![5 => Just("Action"), 1 => Just("NotAction")], some(action_pattern()));
    let resources = (prop_oneof![6 => Just("Resource"), 1 => Just("NotResource")], some(resource_pattern()));
    let conditions = prop_oneof![2 => Just(None), 1 => conditions().prop_map(Some)];
    (effect, actions, resources, conditions).prop_map(|(effect, actions, resources, conditions)| {
        let mut statement = Map::new();
        statement.insert("Effect".into(), effect.into());
        statement.insert(actions.0.into(), actions.1);
        statement.insert(resources.0.into(), resources.1);
        if let Some(conditions) = conditions {
            statement.insert("Condition".into(), conditions);
        }
        Value::Object(statement)
    })
}

/// A scalar or a list.
fn some(one: impl Strategy<Value = String> + Clone + 'static) -> BoxedStrategy<Value> {
    let list = proptest::collection::vec(one.clone(), 1..4).prop_map(|values| json!(values));
    prop_oneof![one.prop_map(Value::String), list].boxed()
}

fn action() -> impl Strategy<Value = String> {
    select(vec![
        "kms:Decrypt",
        "kms:Encrypt",
        "KMS:decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKey",
        "rds:DescribeDBInstances",
        "kms:GenerateDataKeyWithoutPlaintext",
        "sts:AssumeRole",
    ])
    .prop_map(str::to_owned)
}

fn action_pattern() -> impl Strategy<Value = String> + Clone {
    select(vec![
        "*",
        "*:*",
        "kms:*",
        "kms:Decrypt",
        "kms:decrypt",
        "kms:De*",
        "kms:?ecrypt",
        "kms:*crypt",
        "kms:Generate*Key",
        "kms:GenerateDataKey",
        "kms:GenerateDataKey*",
        "*:Describe*",
        "rds:*",
        "sts:AssumeRole",
        "kms:Encrypt",
    ])
    .prop_map(str::to_owned)
}

fn resource() -> impl Strategy<Value = String> {
    select(vec![
        "acs:kms:cn-hangzhou:1001:key/a", "acs:kms:cn-hangzhou:1001:key/b", "acs:kms:cn-beijing:1002:key/a",
        "acs:kms:cn-hangzhou:1001:alias/a", "acs:kms:cn-hangzhou:1001:key/A", "acs:ram::1001:role/Ops",
        "acs:ram:*:1001:role/ops", "acs:ram:*:1001:user/Ann", "acs:rds:cn-hangzhou:1001:dbinstance/pg-1", "*",
        "acs:kms:cn-hangzhou:1001:key/é/long-enough-to-be-cut-somewhere-in-the-middle-of-the-index-because-a-part-of-it-is-more-than-one-hundred-and-twenty-seven-bytes",
    ])
    .prop_map(str::to_owned)
}

fn resource_pattern() -> impl Strategy<Value = String> + Clone {
    select(vec![
        "*", "acs:*", "acs:kms:*:*:*", "acs:kms:*:*:key/*", "acs:kms:*:1001:key/a", "acs:kms:cn-hangzhou:1001:key/a",
        "acs:kms:cn-hangzhou:1001:*", "acs:kms:cn-*:100?:key/?", "acs:kms:*:*:*/a", "acs:ram::1001:role/ops",
        "acs:ram:*:1001:role/OPS", "acs:ram::*:*", "acs:ram::1001:user/ann", "acs:ram:*:*:user/Ann", "acs:rds:*:*:dbinstance/*",
        "acs:kms:*:*:key/é*", "acs:kms:cn-hangzhou:1001:key/é/long-enough-to-be-cut-somewhere-in-the-middle-of-the-index-because-a-part-of-it-is-more-than-one-hundred-and-twenty-seven-bytes*",
        "acs:kms:*/long-enough-to-be-cut-somewhere-in-the-middle-of-the-index-because-a-part-of-it-is-more-than-one-hundred-and-twenty-seven-bytes",
    ])
    .prop_map(str::to_owned)
}

fn conditions() -> impl Strategy<Value = Value> {
    proptest::collection::vec(condition(), 1..3).prop_map(|conditions| {
        let mut block = Map::new();
        for (operator, key, values) in conditions {
            let keys = block.entry(operator).or_insert_with(|| json!({}));
            keys[key] = values;
        }
        Value::Object(block)
    })
}

fn condition() -> impl Strategy<Value = (String, String, Value)> {
    let of = |operators: &'static [&'static str],
              keys: &'static [&'static str],
              values: &'static [&'static str]| {
        let values = select(values.to_vec()).prop_map(str::to_owned);
        let values =
            if operators == ["Bool"] { values.prop_map(Value::String).boxed() } else { some(values) };
        (select(operators.to_vec()), select(keys.to_vec()), values)
            .prop_map(|(operator, key, values)| (operator.to_owned(), key.to_owned(), values))
            .boxed()
    };
    prop_oneof![
        of(
            &[
                "StringEquals",
                "StringNotEquals",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase",
                "StringLike",
                "StringNotLike"
            ],
            &[
                "kms:tag/acs:rds:instance-encryption",
                "KMS:Tag/acs:rds:instance-encryption",
                "kms:tag/Team",
                "oidc:aud"
            ],
            &["true", "TRUE", "false", "t*", "?rue", "*", ""],
        ),
        of(
            &[
                "NumericEquals",
                "NumericNotEquals",
                "NumericLessThan",
                "NumericLessThanEquals",
                "NumericGreaterThan",
                "NumericGreaterThanEquals"
            ],
            &["own:Count"],
            &["1", "2", "2.50", "-3"],
        ),
        of(
            &[
                "DateEquals",
                "DateNotEquals",
                "DateLessThan",
                "DateLessThanEquals",
                "DateGreaterThan",
                "DateGreaterThanEquals"
            ],
            &["acs:CurrentTime", "acs:currenttime"],
            &["2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "2027-01-01T00:00:00Z"],
        ),
        of(&["Bool"], &["acs:MFAPresent", "acs:SecureTransport"], &["true", "false"]),
        of(
            &["IpAddress", "NotIpAddress"],
            &["acs:SourceIp", "acs:sourceip"],
            &["10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/33", "10.0.0.1/31"],
        ),
    ]
}

fn carried() -> impl Strategy<Value = Carried> {
    let of = |key: &'static str, values: &'static [&'static str], most: usize| {
        proptest::collection::vec(select(values.to_vec()).prop_map(str::to_owned), 0..=most)
            .prop_map(move |values| (key.to_owned(), values))
    };
    (
        of("kms:tag/acs:rds:instance-encryption", &["true", "True", "false", "no"], 1),
        of("kms:tag/Team", &["true", "true*", ""], 1),
        of("oidc:aud", &["true", "false", "x"], 3),
        of("own:Count", &["1", "2", "2.5", "-3", "many"], 1),
        of(
            "acs:CurrentTime",
            &["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", "2025-01-01T00:00:00Z", "now"],
            1,
        ),
        of("acs:MFAPresent", &["true", "false"], 1),
        of("acs:SecureTransport", &["true", "false", "maybe"], 1),
        of(
            "acs:SourceIp",
            &["10.0.0.1", "10.9.9.9", "192.0.2.1", "2001:db8::1", "::ffff:10.0.0.1", "here"],
            1,
        ),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| {
            [a, b, c, d, e, f, g, h].into_iter().filter(|(_, v)| !v.is_empty()).collect()
        })
}

/// Who asks, in the words of these tests.
#[derive(Debug, Clone)]
pub(crate) enum Someone {
    Root(String),
    User(String, String),
    Role(String, String),
    Service(String),
    Federated(String),
}

#[derive(Debug, Clone)]
pub(crate) struct TrustWorld {
    pub(crate) policy: Value,
    pub(crate) someone: Someone,
    pub(crate) action: String,
    pub(crate) carried: Carried,
}

pub(crate) fn trust_world() -> impl Strategy<Value = TrustWorld> {
    let action =
        select(vec!["sts:AssumeRole", "STS:assumerole", "sts:SetSourceIdentity"]).prop_map(str::to_owned);
    let statements = proptest::collection::vec(trust_statement(), 1..5);
    (statements, someone(), action, carried()).prop_map(|(statements, someone, action, carried)| TrustWorld {
        policy: json!({"Version": "1", "Statement": statements}),
        someone,
        action,
        carried,
    })
}

fn trust_statement() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![2 => Just("Allow"), 1 => Just("Deny")];
    let action = some(select(vec!["sts:AssumeRole", "sts:*", "*", "sts:Set*"]).prop_map(str::to_owned));
    let named = |names: &'static [&'static str]| some(select(names.to_vec()).prop_map(str::to_owned));
    let ram = named(&[
        "acs:ram::1:root",
        "acs:ram::2:root",
        "acs:ram:*:1:root",
        "acs:ram::1:user/ann",
        "acs:ram:*:1:user/bob",
        "acs:ram::1:role/Ops",
        "acs:ram::1:role/ops",
    ]);
    let service = named(&["rds.aliyuncs.com", "ecs.aliyuncs.com"]);
    let federated = named(&["acs:ram::1:saml-provider/idp", "acs:ram:*:1:oidc-provider/ci"]);
    let principal =
        (ram, proptest::option::of(service), proptest::option::of(federated)).prop_map(|(r, s, f)| {
            let named = [("RAM", Some(r)), ("Service", s), ("Federated", f)].into_iter();
            Value::Object(named.filter_map(|(kind, names)| Some((kind.to_owned(), names?))).collect())
        });
    let conditions = prop_oneof![2 => Just(None), 1 => conditions().prop_map(Some)];
    (effect, action, principal, conditions).prop_map(|(effect, action, principal, conditions)| {
        let mut statement = json!({"Effect": effect, "Action": action, "Principal": principal});
        if let Some(conditions) = conditions {
            statement["Condition"] = conditions;
        }
        statement
    })
}

fn someone() -> impl Strategy<Value = Someone> {
    let account = || select(vec!["1", "1", "2"]).prop_map(str::to_owned);
    let name = |names: &'static [&'static str]| select(names.to_vec()).prop_map(str::to_owned);
    prop_oneof![
        1 => account().prop_map(Someone::Root),
        3 => (account(), name(&["ann", "Ann", "bob"])).prop_map(|(account, name)| Someone::User(account, name)),
        3 => (account(), name(&["ops", "Ops", "dev"])).prop_map(|(account, name)| Someone::Role(account, name)),
        2 => name(&["rds.aliyuncs.com", "RDS.aliyuncs.com", "kms.aliyuncs.com"]).prop_map(Someone::Service),
        2 => name(&["acs:ram::1:saml-provider/idp", "acs:ram::1:oidc-provider/ci", "acs:ram:*:1:saml-provider/idp", "idp"])
            .prop_map(Someone::Federated),
    ]
}
