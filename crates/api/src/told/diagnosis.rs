//! What a refusal tells whoever may read it: the whole question, and how the policies came to say no.
//!
//! A denied caller carries it sealed in `AccessDeniedDetail.EncodedDiagnosticMessage`; `DecodeDiagnosticMessage` opens
//! it. What is of the resource alone is told to nobody who could not have done what was refused.

use std::fmt;

use rampart_authz::{Asked, Denied, Grant, Remembered, could};
use rampart_policy::{
    Effect, StatementTrace,
    pattern::{ResourcePattern, ResourceText},
};
use rampart_vocab::{AccountId, Arn};

use super::{CUT, StatementTold, cut};

/// A refusal as far as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnosis {
    pub(crate) action: String,
    /// What the caller named.
    pub(crate) named: String,
    /// What was found behind it, where that is something else.
    pub(crate) found: Option<String>,
    /// Who asked.
    pub(crate) principal: String,
    /// As `AccessDeniedDetail.AuthPrincipalType`.
    pub(crate) kind: String,
    /// As `AccessDeniedDetail.AuthPrincipalDisplayName`.
    pub(crate) display_name: String,
    /// As `AccessDeniedDetail.PolicyType`.
    pub(crate) policy_type: String,
    /// Whether a statement says no.
    pub(crate) explicit: bool,
    /// What refused, in words.
    pub(crate) sentence: String,
    pub(crate) statements: Vec<StatementTold>,
    /// Statements that are not told of.
    pub(crate) left_out: u32,
}

impl Diagnosis {
    /// Of a refusal to a caller who named `named`.
    pub(crate) fn of(denied: &Denied, named: &Arn) -> Self {
        let found = (denied.resource != *named).then(|| cut(denied.resource.as_str()));
        let mut statements = Vec::new();
        let mut left_out = 0;
        if let Some(why) = &denied.why {
            let decisive = why.explanation.decision.source();
            left_out = u32::try_from(why.explanation.left_out).unwrap_or(u32::MAX);
            for trace in &why.explanation.statements {
                let decided = decisive == Some(trace.source);
                let mut told = StatementTold::of(trace, decided, &why.of_resource);
                if found.is_some() {
                    told.look_by_name(trace, named);
                }
                statements.push(told);
            }
        }
        Self {
            action: denied.action.to_owned(),
            named: cut(named.as_str()),
            found,
            principal: cut(denied.principal.as_str()),
            kind: denied.kind.to_owned(),
            display_name: cut(&denied.display_name),
            policy_type: denied.by.policy_type().to_owned(),
            explicit: denied.by.is_explicit(),
            sentence: cut(&denied.by.to_string()),
            statements,
            left_out,
        }
    }

    /// As this reader may see it: the resource's own values only if he could have done what was refused.
    pub(crate) fn for_reader(self, asked: Asked<'_>) -> Self {
        let is_open =
            matches!(asked.rights.grant, Grant::Root) || self.is_open_to(asked, asked.caller.account);
        if is_open { self } else { self.without_resource() }
    }

    fn is_open_to(&self, asked: Asked<'_>, account: AccountId) -> bool {
        let Ok(arn) = self.resource().parse::<Arn>() else { return false };
        let elements = self.statements.iter().flat_map(|statement| &statement.elements);
        let values: Vec<(&str, Option<&str>)> = elements
            .filter(|element| element.of_resource)
            .filter_map(|element| {
                let (_, key) = element.condition.as_ref()?;
                Some((key.as_str(), element.got.as_ref().and_then(|got| got.first()).map(String::as_str)))
            })
            .collect();
        // By a part of a name or of a value nothing is decided.
        let whole = |text: &str| !text.ends_with(CUT);
        let is_whole = whole(arn.as_str()) && values.iter().all(|(_, value)| value.is_none_or(whole));
        is_whole && could(asked, &self.action, &Remembered::new(arn, account, values))
    }

    /// As whoever is told of a resource of that name of which nothing is known, be it there or not.
    fn without_resource(mut self) -> Self {
        self.found = None;
        for statement in &mut self.statements {
            for element in &mut statement.elements {
                if element.of_resource {
                    (element.got, element.matched, element.withheld) = (None, None, true);
                }
                if element.by_name.is_some() {
                    (element.got, element.matched) = (Some(vec![self.named.clone()]), element.by_name);
                }
            }
            let states = || statement.elements.iter().map(|element| element.matched);
            statement.matched = if states().any(|state| state == Some(false)) {
                Some(false)
            } else if !self.explicit {
                // Where nothing but silence refused no statement matched at all.
                Some(false)
            } else if statement.decisive || states().all(|state| state == Some(true)) {
                Some(true)
            } else {
                None
            };
        }
        self
    }

    /// The name of the resource as far as it is told.
    pub(crate) fn resource(&self) -> &str {
        self.found.as_deref().unwrap_or(&self.named)
    }

    /// The values of the request's and the resource's condition keys that the statements asked for, each key once.
    pub(crate) fn conditions(&self) -> Vec<(&str, &[String])> {
        let mut told: Vec<(&str, &[String])> = Vec::new();
        for element in self.statements.iter().flat_map(|statement| &statement.elements) {
            if let (Some((_, key)), Some(got)) = (&element.condition, &element.got)
                && !told.iter().any(|(known, _)| known == key)
            {
                told.push((key, got));
            }
        }
        told
    }

    /// The statements that took the request.
    pub(crate) fn matched(&self) -> impl Iterator<Item = &StatementTold> {
        self.statements.iter().filter(|statement| statement.matched == Some(true))
    }
}

impl StatementTold {
    /// Notes whether the name that the caller gave would have matched where what was found behind it was asked.
    fn look_by_name(&mut self, trace: &StatementTrace, named: &Arn) {
        let Some(resource) = &trace.resource else { return };
        let text = ResourceText::new(named.as_str());
        let takes = resource.wanted.iter().any(|pattern| ResourcePattern::new(pattern).matches(&text));
        for element in self.elements.iter_mut().filter(|element| element.element == resource.element) {
            element.by_name = Some(takes == (resource.element == "Resource"));
        }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.explicit { "ExplicitDeny" } else { "ImplicitDeny" };
        writeln!(f, "{kind}: {} {} on {}", self.principal, self.action, self.resource())?;
        writeln!(f, "{}", self.sentence)?;
        let last = self.statements.len().saturating_sub(1);
        for (place, statement) in self.statements.iter().enumerate() {
            let (branch, stem) = if place == last { ("└─", "   ") } else { ("├─", "│  ") };
            writeln!(f, "{branch} {statement}")?;
            for element in &statement.elements {
                writeln!(f, "{stem}{element}")?;
            }
        }
        match self.left_out {
            0 => Ok(()),
            1 => writeln!(f, "1 more statement is not shown"),
            number => writeln!(f, "{number} more statements are not shown"),
        }
    }
}

/// `Allow` or `Deny` as one bit.
pub(super) const fn denies(effect: Effect) -> bool {
    matches!(effect, Effect::Deny)
}
