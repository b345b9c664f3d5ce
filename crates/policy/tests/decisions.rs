//! Three answers to one question, which must agree: `decide`, `explain`, and a naive reading of the language.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]

mod agreement;
mod naive;
mod worlds;

use agreement::{agree, compile, trust_agrees};
use naive::Verdict;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rampart_policy::{PolicySet, Request, decide};
use worlds::{trust_world, world};

/// Ten thousand cases, or more by `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(10_000), ..config }
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
