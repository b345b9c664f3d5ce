//! Trust policies: who may assume a role.
//!
//! Whether the caller may use `sts:AssumeRole` by his own policies is a second question, and both must be
//! answered yes; that is the caller's business.

use crate::compile::CompiledStatement;
use crate::condition::Conditions;
use crate::decide::{Decision, Request, Source};
use crate::document::{Document, DocumentKind, Effect, PrincipalPattern, Refused};
use crate::explain::{ElementTrace, Explanation, StatementTrace};
use crate::principal::Principal;

/// A compiled trust policy.
#[derive(Debug)]
pub struct TrustPolicy {
    statements: Box<[(Box<[PrincipalPattern]>, CompiledStatement)]>,
}

impl TrustPolicy {
    /// Reads, checks and compiles the text of a trust policy.
    ///
    /// # Errors
    /// [`Refused`] with every error in the text.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        Ok(Self::compile(&Document::parse(text, DocumentKind::Trust)?))
    }

    /// Compiles a document. One whose statements name no principals trusts nobody.
    #[must_use]
    pub fn compile(document: &Document) -> Self {
        let compile = |statement: &crate::document::Statement| {
            let principals = statement.principals.iter().map(|principal| principal.value.clone()).collect();
            (principals, CompiledStatement::new(statement))
        };
        Self { statements: document.statements.iter().map(compile).collect() }
    }

    /// Whether `principal` is trusted with `action`, which is `sts:AssumeRole` for SAML and OIDC as well.
    #[must_use]
    pub fn decide(&self, principal: &Principal<'_>, action: &str, conditions: &dyn Conditions) -> Decision {
        let matches = |(principals, statement): &(Box<[PrincipalPattern]>, CompiledStatement)| {
            principals.iter().any(|pattern| pattern.matches(principal))
                && statement.actions.takes(action)
                && statement.conditions_hold(conditions)
        };
        let first = |effect| {
            let place = self.statements.iter().position(|entry| entry.1.effect == effect && matches(entry));
            place.map(|statement| Source { policy: 0, statement })
        };
        match first(Effect::Deny) {
            Some(source) => Decision::ExplicitDeny(source),
            None => first(Effect::Allow).map_or(Decision::ImplicitDeny, Decision::Allow),
        }
    }

    /// The long answer to the same question. `id` is what the explanation calls the policy.
    #[must_use]
    pub fn explain(
        &self,
        id: &str,
        principal: &Principal<'_>,
        action: &str,
        conditions: &dyn Conditions,
    ) -> Explanation {
        let request = Request { action, resource: "", conditions };
        let trace =
            |(place, (principals, statement)): (usize, &(Box<[PrincipalPattern]>, CompiledStatement))| {
                let source = Source { policy: 0, statement: place };
                let mut trace = StatementTrace::of(source, id, statement, &request);
                trace.resource = None;
                trace.principal = Some(ElementTrace {
                    element: "Principal",
                    wanted: principals.iter().map(ToString::to_string).collect(),
                    got: principal.to_string(),
                    matched: principals.iter().any(|pattern| pattern.matches(principal)),
                });
                trace
            };
        let statements = self.statements.iter().enumerate().map(trace).collect();
        Explanation::new(&request, Some(principal.to_string()), statements)
    }

    /// Whether a service is named as trusted anywhere, conditions aside: such a role belongs to a service.
    #[must_use]
    pub fn names_service(&self, service: &str) -> bool {
        let principal = Principal::Service(service);
        self.statements.iter().any(|(principals, statement)| {
            statement.effect == Effect::Allow && principals.iter().any(|pattern| pattern.matches(&principal))
        })
    }
}

#[cfg(test)]
#[path = "trust_tests.rs"]
mod tests;
