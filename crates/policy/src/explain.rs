//! The long answer: every statement considered, which element failed, wanted against got.
//!
//! It asks the same matchers as `decide` does, but all of them and without an index, and says what each
//! answered. What it holds is plain data; a caller serialises it as he needs.

mod tree;

use crate::compile::{ActionMatcher, CompiledStatement, PolicySet, ResourceMatcher};
use crate::condition::{Conditions, Operands, Test, Values};
use crate::decide::{Decision, Request, Source};
use crate::document::Effect;
use crate::pattern::ResourceText;
pub use tree::ShownValues;

/// A decision with everything that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The decision, the same as [`crate::decide`] gives.
    pub decision: Decision,
    /// The action asked about.
    pub action: String,
    /// The resource asked about.
    pub resource: String,
    /// Who asked, of a trust policy.
    pub principal: Option<String>,
    /// Every statement, in order; of a short explanation those that matter.
    pub statements: Vec<StatementTrace>,
    /// How many statements a short explanation leaves out.
    pub left_out: usize,
}

/// What became of one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementTrace {
    /// Which statement.
    pub source: Source,
    /// The policy's id.
    pub policy: String,
    /// The group through which it is held; nothing for one that is held without.
    pub group: Option<String>,
    /// The statement's label.
    pub sid: Option<String>,
    /// What it does where it matches.
    pub effect: Effect,
    /// Who it is about, of a trust policy.
    pub principal: Option<ElementTrace>,
    /// Its actions.
    pub action: ElementTrace,
    /// Its resources; nothing where a statement names none.
    pub resource: Option<ElementTrace>,
    /// Its conditions.
    pub conditions: Vec<ConditionTrace>,
}

/// What one element wanted, and whether it got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementTrace {
    /// The element's name: `Action`, `NotAction`, `Resource`, `NotResource` or `Principal`.
    pub element: &'static str,
    /// Its values, as written.
    pub wanted: Vec<String>,
    /// What the request is about.
    pub got: String,
    /// Whether the element takes it.
    pub matched: bool,
}

/// What one condition wanted, and what the request carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionTrace {
    /// The operator's name.
    pub operator: &'static str,
    /// The condition key.
    pub key: String,
    /// The policy's values.
    pub wanted: Vec<String>,
    /// The request's values; nothing if it does not carry the key.
    pub got: Option<Vec<String>>,
    /// Whether the condition holds.
    pub met: bool,
}

/// Explains a request.
#[must_use]
pub fn explain(set: &PolicySet, request: &Request<'_>) -> Explanation {
    let mut statements = Vec::new();
    for (place, policy) in set.policies().iter().enumerate() {
        for (statement, compiled) in policy.statements().iter().enumerate() {
            let source = Source { policy: place, statement };
            let mut trace = StatementTrace::of(source, policy.id(), compiled, request);
            trace.group = set.group(source).map(str::to_owned);
            statements.push(trace);
        }
    }
    Explanation::new(request, None, statements)
}

/// Explains a request by the statements that matter: the one that decided, and at most `most` of those whose actions
/// take it. What it costs is bounded by `most` and by one look at the actions of every other statement.
#[must_use]
pub fn explain_shortly(set: &PolicySet, request: &Request<'_>, most: usize) -> Explanation {
    let decision = set.decide(request);
    let (mut statements, mut left_out) = (Vec::new(), 0);
    for (place, policy) in set.policies().iter().enumerate() {
        for (statement, compiled) in policy.statements().iter().enumerate() {
            let source = Source { policy: place, statement };
            let matters = || statements.len() < most && compiled.actions.takes(request.action);
            if decision.source() == Some(source) || matters() {
                let mut trace = StatementTrace::of(source, policy.id(), compiled, request);
                trace.group = set.group(source).map(str::to_owned);
                statements.push(trace);
            } else {
                left_out += 1;
            }
        }
    }
    let (action, resource) = (request.action.to_owned(), request.resource.to_owned());
    Explanation { decision, action, resource, principal: None, statements, left_out }
}

impl Explanation {
    pub(crate) fn new(
        request: &Request<'_>,
        principal: Option<String>,
        statements: Vec<StatementTrace>,
    ) -> Self {
        let first = |effect| {
            statements
                .iter()
                .find(|trace| trace.effect == effect && trace.matched())
                .map(|trace| trace.source)
        };
        let decision = match (first(Effect::Deny), first(Effect::Allow)) {
            (Some(source), _) => Decision::ExplicitDeny(source),
            (None, Some(source)) => Decision::Allow(source),
            (None, None) => Decision::ImplicitDeny,
        };
        let (action, resource) = (request.action.to_owned(), request.resource.to_owned());
        Self { decision, action, resource, principal, statements, left_out: 0 }
    }

    /// The statement that decided, unless none did.
    #[must_use]
    pub fn decisive(&self) -> Option<&StatementTrace> {
        let source = self.decision.source()?;
        self.statements.iter().find(|trace| trace.source == source)
    }

    /// The statements whose actions take the request: those that a reader wants to see first.
    pub fn about_this_action(&self) -> impl Iterator<Item = &StatementTrace> {
        self.statements.iter().filter(|trace| trace.action.matched)
    }
}

impl StatementTrace {
    pub(crate) fn of(
        source: Source,
        policy: &str,
        statement: &CompiledStatement,
        request: &Request<'_>,
    ) -> Self {
        Self {
            source,
            policy: policy.to_owned(),
            group: None,
            sid: statement.sid.as_deref().map(str::to_owned),
            effect: statement.effect,
            principal: None,
            action: action(&statement.actions, request.action),
            resource: resource(&statement.resources, request.resource),
            conditions: statement.tests.iter().map(|test| condition(test, request.conditions)).collect(),
        }
    }

    /// Whether the statement takes the request as a whole.
    #[must_use]
    pub fn matched(&self) -> bool {
        self.elements().all(|element| element.matched)
            && self.conditions.iter().all(|condition| condition.met)
    }

    /// Principal, action and resource, as far as the statement has them.
    pub fn elements(&self) -> impl Iterator<Item = &ElementTrace> {
        self.principal.iter().chain([&self.action]).chain(&self.resource)
    }
}

fn action(matcher: &ActionMatcher, action: &str) -> ElementTrace {
    ElementTrace {
        element: match matcher {
            ActionMatcher::Only(_) => "Action",
            ActionMatcher::AllBut(_) => "NotAction",
        },
        wanted: matcher.patterns().iter().map(|pattern| pattern.as_str().to_owned()).collect(),
        got: action.to_owned(),
        matched: matcher.takes(action),
    }
}

fn resource(matcher: &ResourceMatcher, resource: &str) -> Option<ElementTrace> {
    let element = match matcher {
        ResourceMatcher::Only(_) => "Resource",
        ResourceMatcher::AllBut(_) => "NotResource",
        ResourceMatcher::Unnamed => return None,
    };
    Some(ElementTrace {
        element,
        wanted: matcher.patterns().iter().map(|pattern| pattern.as_str().to_owned()).collect(),
        got: resource.to_owned(),
        matched: matcher.takes(&ResourceText::new(resource)),
    })
}

fn condition(test: &Test, conditions: &dyn Conditions) -> ConditionTrace {
    let values = conditions.value(test.key().as_str());
    let got = match &values {
        _ if values.is_absent() => None,
        Values::Absent => None,
        Values::One(value) => Some(vec![value.to_string()]),
        Values::Several(values) => Some(values.to_vec()),
    };
    ConditionTrace {
        operator: test.operator().as_str(),
        key: test.key().as_str().to_owned(),
        wanted: wanted(test.operands()),
        got,
        met: test.is_met(&values),
    }
}

fn wanted(operands: &Operands) -> Vec<String> {
    match operands {
        Operands::Texts(texts) | Operands::Numbers(texts) => {
            texts.iter().map(|text| text.to_string()).collect()
        }
        Operands::Patterns(patterns) => patterns.iter().map(|pattern| pattern.as_str().to_owned()).collect(),
        Operands::Times(times) => times.iter().map(ToString::to_string).collect(),
        Operands::Flag(flag) => vec![flag.to_string()],
        Operands::Networks(networks) => networks.iter().map(ToString::to_string).collect(),
    }
}
