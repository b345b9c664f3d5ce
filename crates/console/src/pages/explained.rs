//! A decision explained: each statement that was considered, what of it was not met, and what would allow it.
//!
//! It reads what SimulatePolicy and DecodeDiagnosticMessage answer, which is the same; it decides nothing.

use serde_json::Value;

use crate::{
    ask::{path, rows, text},
    limits, policy_text,
};

pub(super) struct Explained {
    /// `Allowed`, `ImplicitDeny` or `ExplicitDeny`.
    decision: String,
    pub(super) action: String,
    pub(super) resource: String,
    /// Those that say most come first.
    pub(super) statements: Vec<Statement>,
    /// Statements that are not shown.
    pub(super) left_out: usize,
    /// A policy of the smallest statement that would allow it; empty where none would.
    pub(super) proposal: String,
    /// Who may be granted it; none where that is not a user or a role of this account.
    pub(super) bearer: Option<Named>,
}

/// One statement of a policy, and what became of it.
pub(super) struct Statement {
    pub(super) policy: String,
    /// The policy's page; empty where it has none.
    pub(super) href: String,
    version: String,
    place: String,
    sid: String,
    group: String,
    pub(super) effect: String,
    pub(super) matched: bool,
    /// Whether the reader may not know it.
    unknown: bool,
    pub(super) parts: Vec<Part>,
    /// Whether its parts are shown at once.
    pub(super) is_open: bool,
}

/// An element of a statement or one of its conditions.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) wanted: Vec<String>,
    pub(super) got: Vec<String>,
    pub(super) met: bool,
    /// Whether what was got is not the reader's to know.
    pub(super) is_withheld: bool,
}

/// A user or a role with a page of its own.
pub(super) struct Named {
    pub(super) name: String,
    /// `user/alice`, `role/ops`.
    pub(super) place: String,
    pub(super) href: String,
}

impl Explained {
    /// Of what SimulatePolicy answers to a question.
    pub(super) fn simulated(answer: &Value, action: &str, resource: &str) -> Self {
        let principal = text(answer, "/Principal");
        Self {
            decision: text(answer, "/Decision"),
            action: action.to_owned(),
            resource: resource.to_owned(),
            statements: statements(answer),
            left_out: left_out(answer),
            proposal: document(&text(answer, "/Proposal")),
            bearer: Named::of(&principal),
        }
    }

    /// Of what a diagnostic message says: always a refusal. Nothing is proposed yet.
    pub(super) fn decoded(message: &Value) -> Self {
        let explicit = text(message, "/ExplicitDeny") == "true";
        Self {
            decision: if explicit { "ExplicitDeny" } else { "ImplicitDeny" }.to_owned(),
            action: text(message, "/AuthAction"),
            resource: text(message, "/AuthResource"),
            statements: statements(message),
            left_out: left_out(message),
            proposal: String::new(),
            bearer: None,
        }
    }

    pub(super) fn is_allowed(&self) -> bool {
        self.decision == "Allowed"
    }

    pub(super) fn colour(&self) -> &'static str {
        if self.is_allowed() { "good" } else { "bad" }
    }

    pub(super) fn word(&self) -> &'static str {
        if self.is_allowed() { "Allowed" } else { "Denied" }
    }

    /// The decision in a sentence.
    pub(super) fn sentence(&self) -> &'static str {
        match self.decision.as_str() {
            "Allowed" => "A statement allows it, and nothing denies it.",
            "ExplicitDeny" => {
                "A statement denies it, whatever others allow. Change that statement, or detach its policy."
            }
            _ => "No statement allows it.",
        }
    }
}

/// The statements of an answer: those that decide or nearly do come first, and open.
fn statements(answer: &Value) -> Vec<Statement> {
    let mut statements: Vec<_> = rows(answer, "/Statements").iter().map(Statement::of).collect();
    statements.sort_by_key(Statement::distance);
    statements.truncate(limits::ROWS_BESIDE_MAX);
    for (place, statement) in statements.iter_mut().enumerate() {
        statement.is_open = place == 0 || statement.matched;
    }
    statements
}

fn left_out(answer: &Value) -> usize {
    let unread = rows(answer, "/Statements").len().saturating_sub(limits::ROWS_BESIDE_MAX);
    text(answer, "/StatementsLeftOut").parse::<usize>().unwrap_or_default().saturating_add(unread)
}

/// A policy of the one statement that is proposed.
fn document(statement: &str) -> String {
    match serde_json::from_str::<Value>(statement) {
        Ok(_) => policy_text::laid_out(&format!("{{\"Version\":\"1\",\"Statement\":[{statement}]}}")),
        Err(_) => String::new(),
    }
}

impl Statement {
    fn of(statement: &Value) -> Self {
        let fact = |name: &str| text(statement, &format!("/{name}"));
        let (policy, kind) = (fact("PolicyName"), fact("PolicyType"));
        let kept = matches!(kind.as_str(), "Custom" | "System");
        Self {
            href: if kept { path(&["policies", &kind, &policy]) } else { String::new() },
            version: fact("PolicyVersion"),
            place: fact("StatementIndex"),
            sid: fact("Sid"),
            group: fact("GroupName"),
            effect: fact("Effect"),
            matched: fact("Matched") == "true",
            unknown: fact("Matched").is_empty(),
            parts: rows(statement, "/Elements").iter().map(Part::of).collect(),
            is_open: false,
            policy,
        }
    }

    /// How far it was from taking the request; the nearest are read first.
    fn distance(&self) -> usize {
        self.parts.iter().filter(|part| !part.met).count()
    }

    /// `statement 2 of KeyUse v3 (Sid), through group staff`.
    pub(super) fn name(&self) -> String {
        let Self { place, policy, version, .. } = self;
        let mut name = format!("statement {place} of {policy}");
        if !version.is_empty() {
            name = format!("{name} {version}");
        }
        if !self.sid.is_empty() {
            name = format!("{name} ({})", self.sid);
        }
        if !self.group.is_empty() {
            name = format!("{name}, through group {}", self.group);
        }
        name
    }

    /// Whether it takes the request, in words; where it does not, what of it failed first.
    pub(super) fn verdict(&self) -> String {
        match self.parts.iter().find(|part| !part.met && !part.is_withheld) {
            _ if self.matched => "matches".to_owned(),
            Some(part) => format!("does not match: {}", part.name),
            None if self.unknown => "hangs on what the resource carries".to_owned(),
            None => "does not match".to_owned(),
        }
    }

    /// Whether it stands in the way or opens it: what its mark is coloured by.
    pub(super) fn colour(&self) -> &'static str {
        match (self.matched, self.effect.as_str()) {
            (true, "Deny") => "bad",
            (true, _) => "good",
            (false, _) => "",
        }
    }
}

impl Part {
    fn of(part: &Value) -> Self {
        let fact = |name: &str| text(part, &format!("/{name}"));
        let texts = |name: &str| {
            let values = rows(part, &format!("/{name}")).iter();
            values.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let (element, operator, key) = (fact("Element"), fact("Operator"), fact("Key"));
        Self {
            name: if key.is_empty() { element } else { format!("{element} {operator} {key}") },
            wanted: texts("Wanted"),
            got: texts("Got"),
            met: fact("Matched") == "true",
            is_withheld: fact("Withheld") == "true",
        }
    }
}

impl Named {
    /// Of an ARN, where it names somebody who may be granted a policy.
    pub(super) fn of(arn: &str) -> Option<Self> {
        let (_, resource) = arn.rsplit_once(':')?;
        let (kind, rest) = resource.split_once('/')?;
        let (kind, name) = match kind {
            "user" | "role" => (kind, rest),
            // A session is granted what its role is.
            "assumed-role" => ("role", rest.split('/').next()?),
            _ => return None,
        };
        Some(Self { href: path(&[kind, name]), place: format!("{kind}/{name}"), name: name.to_owned() })
    }
}
