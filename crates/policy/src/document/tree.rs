//! The tree itself. Every leaf knows where it was written.

use super::DocumentKind;
use crate::condition::Test;
use crate::pattern::{ActionPattern, ResourcePattern};
use crate::syntax::{Span, Spanned};
use std::fmt;

/// A document without errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is for.
    pub kind: DocumentKind,
    /// Its statements, in order. There is at least one.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its label, which decides nothing.
    pub sid: Option<Spanned<String>>,
    /// Whether it allows or denies.
    pub effect: Spanned<Effect>,
    /// Which actions it is about.
    pub actions: Actions,
    /// Which resources it is about.
    pub resources: Resources,
    /// Who it is about; empty but in trust and key policies.
    pub principals: Vec<Spanned<PrincipalPattern>>,
    /// What must hold besides; all of it.
    pub conditions: Vec<Condition>,
    /// The whole statement.
    pub span: Span,
}

/// What a matching statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It allows, unless another denies.
    Allow,
    /// It denies, whatever others allow.
    Deny,
}

/// `Action` or `NotAction`, with at least one pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actions {
    /// The actions that one of these takes.
    Only(Vec<Spanned<ActionPattern>>),
    /// The actions that none of these takes.
    AllBut(Vec<Spanned<ActionPattern>>),
}

/// `Resource` or `NotResource`, with at least one pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resources {
    /// The resources that one of these takes.
    Only(Vec<Spanned<ResourcePattern>>),
    /// The resources that none of these takes.
    AllBut(Vec<Spanned<ResourcePattern>>),
    /// A trust policy names none: its resource is the role it hangs on.
    Unnamed,
}

/// One key of one operator with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Operator, key and values, ready to be asked.
    pub test: Test,
    /// Where the operator stands.
    pub operator_span: Span,
    /// Where the key stands.
    pub key_span: Span,
    /// The values as written. There is at least one.
    pub values: Vec<Spanned<String>>,
}

/// Who a statement of a trust or key policy is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PrincipalPattern {
    /// `acs:ram::<account>:root`: every user and role of the account.
    Account(String),
    /// `acs:ram::<account>:*`, in key policies: every identity of the account, root included.
    AccountAndRoot(String),
    /// One user.
    User {
        /// The user's account.
        account: String,
        /// The user's name.
        name: String,
    },
    /// One role.
    Role {
        /// The role's account.
        account: String,
        /// The role's name; case does not matter.
        name: String,
    },
    /// A service, such as `rds.aliyuncs.com`.
    Service(String),
    /// An identity provider, by its resource name.
    Federated(String),
}

impl Effect {
    /// The word as written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Actions {
    /// The patterns, whichever element they stand in.
    #[must_use]
    pub fn patterns(&self) -> &[Spanned<ActionPattern>] {
        match self {
            Self::Only(patterns) | Self::AllBut(patterns) => patterns,
        }
    }
}

impl Resources {
    /// The patterns, whichever element they stand in.
    #[must_use]
    pub fn patterns(&self) -> &[Spanned<ResourcePattern>] {
        match self {
            Self::Only(patterns) | Self::AllBut(patterns) => patterns,
            Self::Unnamed => &[],
        }
    }
}

impl fmt::Display for PrincipalPattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(account) => write!(out, "acs:ram::{account}:root"),
            Self::AccountAndRoot(account) => write!(out, "acs:ram::{account}:*"),
            Self::User { account, name } => write!(out, "acs:ram::{account}:user/{name}"),
            Self::Role { account, name } => write!(out, "acs:ram::{account}:role/{name}"),
            Self::Service(name) | Self::Federated(name) => out.write_str(name),
        }
    }
}
