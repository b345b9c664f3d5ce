//! The policy language: any text is answered, and any world is decided as the naive reading decides it.

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rampart_policy::{
    ConditionMap, Document, DocumentKind, Policy, PolicySet, Request, Rules, check_with, decide, explain,
};
use std::sync::Arc;

use crate::{
    agreement::{agree, trust_agrees},
    worlds::{trust_world, world},
};

const KINDS: [DocumentKind; 5] = [
    DocumentKind::Identity,
    DocumentKind::Session,
    DocumentKind::Trust,
    DocumentKind::Control,
    DocumentKind::Key,
];

/// A policy's text of the kind that the first byte names. What is refused is pointed at; what is taken decides and
/// explains alike.
pub fn policy_text(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    let rules = Rules { not_resource: first & 0x80 != 0 };
    let report = check_with(text, kind, rules);
    for finding in &report.findings {
        assert!(finding.span.slice(text).is_some(), "{finding:?}");
        assert!(!finding.message.is_empty(), "{finding:?}");
    }
    let errors = report.findings.iter().any(|finding| finding.is_error());
    assert_eq!(report.document.is_none(), errors, "taken with an error, or refused without");
    let Ok(document) = Document::parse_with(text, kind, rules) else { return };
    if kind == DocumentKind::Trust {
        return;
    }
    let set: PolicySet = [Arc::new(Policy::compile("p", &document))].into_iter().collect();
    let mut conditions = ConditionMap::new();
    conditions.add("kms:tag/acs:rds:instance-encryption", "true");
    conditions.add("acs:SourceIp", "192.0.2.1");
    let resource = "acs:kms:cn-hangzhou:1234567890123456:key/05754286-3ba2-4fa6-8d41-4323aca6e2c3";
    for action in ["kms:Decrypt", "rds:CreateDBInstance", "sts:AssumeRole"] {
        let request = Request { action, resource, conditions: &conditions };
        assert_eq!(decide(&set, &request), explain(&set, &request).decision, "{action}");
    }
}

/// A random world, whose chance follows from the bytes: three answers to one question agree.
pub fn decision(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    // Every byte counts, and bytes that run out would leave a sampler waiting for ever.
    let mut seed = [0_u8; 32];
    for (at, byte) in rest.iter().enumerate() {
        let slot = &mut seed[at % 32];
        *slot = slot.rotate_left(3) ^ byte;
    }
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let agreed = if first & 1 == 0 {
        let Ok(tree) = world(6).new_tree(&mut runner) else { return };
        agree(&tree.current())
    } else {
        let Ok(tree) = trust_world().new_tree(&mut runner) else { return };
        trust_agrees(&tree.current())
    };
    agreed.unwrap();
}
