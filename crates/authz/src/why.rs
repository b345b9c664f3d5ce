//! How policies came to a refusal, and who may be told what the refused resource carries.
//!
//! Made for refusals alone: what is allowed pays nothing for it.

use std::cell::Cell;

use rampart_policy::{Explanation, PolicySet, Request, decide, explain_shortly};
use rampart_vocab::{AccountId, Arn};

use crate::{Asked, Grant, Resource, asked::Facts};

/// Statements of one refusal that are explained, at most, beside the one that decided.
pub const STATEMENTS_MAX: usize = 32;

/// How the policies that were asked came to a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The statements that matter.
    pub explanation: Explanation,
    /// The condition keys in it that the resource answers, or nobody: what is got for them is not the caller's own.
    pub of_resource: Vec<String>,
}

impl Why {
    /// Explains what a set of policies said.
    pub(crate) fn of_set<R: Resource>(set: &PolicySet, request: &Request<'_>, facts: &Facts<'_, R>) -> Self {
        Self::of(explain_shortly(set, request, STATEMENTS_MAX), facts)
    }

    /// Takes an explanation, and tells the request's own facts from the resource's.
    pub(crate) fn of<R: Resource>(explanation: Explanation, facts: &Facts<'_, R>) -> Self {
        let mut of_resource: Vec<String> = Vec::new();
        for condition in explanation.statements.iter().flat_map(|trace| &trace.conditions) {
            if !facts.is_of_request(&condition.key) && !of_resource.contains(&condition.key) {
                of_resource.push(condition.key.clone());
            }
        }
        Self { explanation, of_resource }
    }
}

/// A resource as far as a refusal remembers it.
pub struct Remembered<'a> {
    /// Its name.
    pub arn: Arn,
    /// Whose it is.
    pub account: AccountId,
    /// Condition keys and what it had for them, if anything.
    pub values: Vec<(&'a str, Option<&'a str>)>,
    asked_for_more: Cell<bool>,
}

impl<'a> Remembered<'a> {
    /// A resource of this name that had these values.
    pub const fn new(arn: Arn, account: AccountId, values: Vec<(&'a str, Option<&'a str>)>) -> Self {
        Self { arn, account, values, asked_for_more: Cell::new(false) }
    }
}

impl Resource for Remembered<'_> {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        match self.values.iter().find(|(known, _)| *known == key) {
            Some((_, value)) => *value,
            None => {
                self.asked_for_more.set(true);
                None
            }
        }
    }
}

/// Whether whoever asks could do `action` to what is remembered of a resource. It proves nothing and lets nothing be
/// done: what he is told is measured by it. Policies that ask for what is not remembered are taken for a no.
pub fn could(asked: Asked<'_>, action: &str, resource: &Remembered<'_>) -> bool {
    if resource.account != asked.caller.account {
        return false;
    }
    let Grant::Policies { identity, session } = &asked.rights.grant else {
        return matches!(asked.rights.grant, Grant::Root);
    };
    let facts = Facts::new(asked, resource);
    let request = Request { action, resource: resource.arn.as_str(), conditions: &facts };
    let allowed = session.iter().chain([identity]).all(|set| decide(set, &request).is_allow());
    allowed && !resource.asked_for_more.get()
}
