//! One question put to `decide`, `explain` and the naive reading, whose answers must be the same.

use crate::naive::{self, Verdict};
use crate::worlds::{Someone, TrustWorld, World};
use proptest::prelude::*;
use rampart_policy::{
    ConditionMap, Decision, Document, DocumentKind, Policy, PolicySet, Principal, Request, Rules,
    TrustPolicy, decide, explain, explain_shortly,
};
use std::sync::Arc;

pub(crate) fn compile(world: &World) -> (PolicySet, ConditionMap) {
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

pub(crate) fn agree(world: &World) -> Result<Verdict, TestCaseError> {
    let (set, conditions) = compile(world);
    let request = Request { action: &world.action, resource: &world.resource, conditions: &conditions };
    let decided = decide(&set, &request);
    let explained = explain(&set, &request);
    let naive = naive::evaluate(&world.policies, &world.action, &world.resource, &world.carried);
    prop_assert_eq!(decided, explained.decision, "decide against explain\n{}", explained);
    let short = explain_shortly(&set, &request, 2);
    prop_assert_eq!(decided, short.decision, "decide against a short explanation\n{}", short);
    prop_assert_eq!(short.statements.len() + short.left_out, explained.statements.len());
    prop_assert!(short.statements.len() <= 3 && short.decisive() == explained.decisive(), "{}", short);
    prop_assert_eq!(verdict(decided), naive, "crate against naive\n{}", explained);
    Ok(naive)
}

pub(crate) fn trust_agrees(world: &TrustWorld) -> Result<Verdict, TestCaseError> {
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
