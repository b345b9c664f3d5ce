//! Three answers to one question, which must agree: `decide`, `explain`, and a naive reading of the language.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]

mod naive;
mod worlds;

use naive::Verdict;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rampart_policy::{
    ConditionMap, Decision, Document, DocumentKind, Policy, PolicySet, Principal, Request, Rules,
    TrustPolicy, decide, explain,
};
use std::sync::Arc;
use worlds::{Someone, TrustWorld, World, trust_world, world};

/// Ten thousand cases, or more by `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(10_000), ..config }
}

fn compile(world: &World) -> (PolicySet, ConditionMap) {
    let rules = Rules { not_resource: true };
    let policies = world.policies.iter().enumerate().map(|(place, policy)| {
        let text = policy.to_string();
        let document = Document::parse_with(&text, DocumentKind::Control, rules);
        let document = document.unwrap_or_else(|refused| panic!("{refused:?}\n{text}"));
        Arc::new(Policy::compile(&format!("p{place}"), &document))
    });
    let mut conditions = ConditionMap::new();
    for (key, values) in &world.carried {
        values.iter().for_each(|value| conditions.add(key, value));
    }
    (policies.collect(), conditions)
}

fn verdict(decision: Decision) -> Verdict {
    match decision {
        Decision::Allow(source) => Verdict::Allow(source.policy, source.statement),
        Decision::ExplicitDeny(source) => Verdict::ExplicitDeny(source.policy, source.statement),
        Decision::ImplicitDeny => Verdict::ImplicitDeny,
    }
}

fn agree(world: &World) -> Result<Verdict, TestCaseError> {
    let (set, conditions) = compile(world);
    let request = Request { action: &world.action, resource: &world.resource, conditions: &conditions };
    let decided = decide(&set, &request);
    let explained = explain(&set, &request);
    let naive = naive::evaluate(&world.policies, &world.action, &world.resource, &world.carried);
    prop_assert_eq!(decided, explained.decision, "decide against explain\n{}", explained);
    prop_assert_eq!(verdict(decided), naive, "crate against naive\n{}", explained);
    Ok(naive)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn decide_explain_and_a_naive_reading_agree(world in world(4)) {
        agree(&world)?;
    }
}

proptest! {
    #[test]
    fn they_agree_on_larger_sets_too(world in world(40)) {
        agree(&world)?;
    }

    #[test]
    fn adding_policies_one_by_one_decides_as_a_set_made_at_once(world in world(6)) {
        let (whole, conditions) = compile(&world);
        let request = Request { action: &world.action, resource: &world.resource, conditions: &conditions };
        let mut grown = PolicySet::new();
        for policy in whole.policies() {
            let before = grown.clone();
            grown.insert(policy.clone());
            prop_assert_eq!(before.len() + 1, grown.len());
        }
        prop_assert_eq!(decide(&grown, &request), decide(&whole, &request));
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn trust_policies_agree_as_well(world in trust_world()) {
        trust_agrees(&world)?;
    }
}

fn trust_agrees(world: &TrustWorld) -> Result<Verdict, TestCaseError> {
    let policy = TrustPolicy::parse(&world.policy.to_string()).unwrap();
    let mut conditions = ConditionMap::new();
    for (key, values) in &world.carried {
        values.iter().for_each(|value| conditions.add(key, value));
    }
    let principal = match &world.someone {
        Someone::Root(account) => Principal::Root { account },
        Someone::User(account, name) => Principal::User { account, name },
        Someone::Role(account, name) => Principal::Role { account, name },
        Someone::Service(name) => Principal::Service(name),
        Someone::Federated(name) => Principal::Federated(name),
    };
    let decided = policy.decide(&principal, &world.action, &conditions);
    let explained = policy.explain("trust", &principal, &world.action, &conditions);
    let naive = naive::trusts(&world.policy, &world.someone, &world.action, &world.carried);
    prop_assert_eq!(decided, explained.decision, "decide against explain\n{}", explained);
    prop_assert_eq!(verdict(decided), naive, "crate against naive\n{}", explained);
    Ok(naive)
}

#[test]
fn the_random_trusts_allow_and_deny_often_enough_to_mean_something() {
    let mut runner = TestRunner::deterministic();
    let (mut allowed, mut denied, mut implied) = (0, 0, 0);
    let strategy = trust_world();
    for _ in 0..4_000 {
        match trust_agrees(&strategy.new_tree(&mut runner).unwrap().current()).unwrap() {
            Verdict::Allow(..) => allowed += 1,
            Verdict::ExplicitDeny(..) => denied += 1,
            Verdict::ImplicitDeny => implied += 1,
        }
    }
    assert!(allowed.min(denied).min(implied) >= 400, "{allowed} allowed, {denied} denied, {implied} implied");
}

#[test]
fn the_random_worlds_allow_and_deny_often_enough_to_mean_something() {
    let mut runner = TestRunner::deterministic();
    let (mut allowed, mut denied, mut implied) = (0, 0, 0);
    let strategy = world(4);
    for _ in 0..4_000 {
        match agree(&strategy.new_tree(&mut runner).unwrap().current()).unwrap() {
            Verdict::Allow(..) => allowed += 1,
            Verdict::ExplicitDeny(..) => denied += 1,
            Verdict::ImplicitDeny => implied += 1,
        }
    }
    for (what, count) in [("allowed", allowed), ("denied", denied), ("implied", implied)] {
        assert!(count >= 600, "{what}: only {count} of 4000 ({allowed}, {denied}, {implied})");
    }
}
