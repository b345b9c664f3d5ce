//! How long a decision takes, by the number of policies in the set and by the shape of the set.
//!
//! Each line must stay flat from 2 to 10,000 policies. `seed` asks about a tagged key, `seed-untagged`
//! about one without its tag, where every statement that might allow it must be looked at.

#![expect(clippy::unwrap_used, reason = "a bench stops at its first surprise")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rampart_policy::{Conditions, DocumentKind, Policy, PolicySet, Request, Value, Values, decide};
use std::hint::black_box;
use std::sync::Arc;

const SIZES: [usize; 5] = [2, 10, 100, 1_000, 10_000];
const KEY: &str = "acs:kms:cn-hangzhou:1234567890123456:key/0b1f5a3e-7c1d-4d7e-9a55-1f2e3d4c5b6a";

const SEED: &str = r#"{"Version": "1", "Statement": [
    {"Action": ["kms:List*", "kms:DescribeKey", "kms:TagResource", "kms:UntagResource"],
     "Resource": ["acs:kms:*:*:*"], "Effect": "Allow"},
    {"Action": ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"], "Resource": ["acs:kms:*:*:*"],
     "Effect": "Allow",
     "Condition": {"StringEqualsIgnoreCase": {"kms:tag/acs:rds:instance-encryption": "true"}}}]}"#;

/// A key's tags, looked up as a service would.
struct Tags(bool);

impl Conditions for Tags {
    fn value(&self, key: &str) -> Values<'_> {
        match key.strip_prefix("kms:tag/") {
            Some("acs:rds:instance-encryption") if self.0 => Values::One(Value::Text("true")),
            _ => Values::Absent,
        }
    }
}

fn policy(text: &str) -> Arc<Policy> {
    Arc::new(Policy::parse("policy", text, DocumentKind::Identity).unwrap())
}

fn statement(action: &str, resource: &str) -> Arc<Policy> {
    policy(&format!(
        r#"{{"Version": "1", "Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "{resource}"}}}}"#
    ))
}

type Shape = (&'static str, fn(usize) -> Arc<Policy>, bool);

/// The seed's policy first, and what stands beside it.
const SHAPES: [Shape; 7] = [
    ("seed", |_| policy(SEED), true),
    ("seed-untagged", |_| policy(SEED), false),
    (
        "one-key-each",
        |place| statement("kms:Decrypt", &format!("acs:kms:cn-hangzhou:1234567890123456:key/{place:08}")),
        true,
    ),
    (
        "one-key-each-any-region",
        |place| statement("kms:Decrypt", &format!("acs:kms:*:*:key/{place:08}")),
        true,
    ),
    ("one-action-each", |place| statement(&format!("ecs:Operation{place}"), "*"), true),
    (
        "one-prefix-each",
        |place| statement(&format!("kms:Op{place}*"), &format!("acs:kms:cn-hangzhou:{place:016}:key/*")),
        true,
    ),
    (
        "every-length",
        |place| statement("kms:*", &format!("acs:kms:cn-{}:{place}:*", "x".repeat(place % 100))),
        true,
    ),
];

fn decision(bench: &mut Criterion) {
    for (name, beside, tagged) in SHAPES {
        let mut group = bench.benchmark_group(name);
        for size in SIZES {
            let set: PolicySet = std::iter::once(policy(SEED)).chain((1..size).map(beside)).collect();
            let tags = Tags(tagged);
            let request = Request { action: "kms:Decrypt", resource: KEY, conditions: &tags };
            assert_eq!(decide(&set, &request).is_allow(), tagged, "{name} at {size}");
            group.bench_function(BenchmarkId::from_parameter(size), |timer| {
                timer.iter(|| decide(black_box(&set), black_box(&request)));
            });
        }
        group.finish();
    }
}

fn building(bench: &mut Criterion) {
    bench.bench_function("compile the seed's policy", |timer| timer.iter(|| policy(black_box(SEED))));
    let policies: Vec<_> =
        (0..1_000).map(|place| statement("kms:Decrypt", &format!("acs:kms:*:*:key/{place}"))).collect();
    bench.bench_function("build a set of 1000", |timer| {
        timer.iter(|| policies.iter().cloned().collect::<PolicySet>());
    });
}

criterion_group!(benches, decision, building);
criterion_main!(benches);
