//! The kinds of policy documents: what each may hold, and how long it may be.

use crate::undocumented;
use std::fmt;

/// What a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A policy attached to users, groups and roles.
    Identity,
    /// The policy that narrows a session, given with AssumeRole.
    Session,
    /// Who may assume a role.
    Trust,
    /// A control policy of a resource directory.
    Control,
    /// The policy of a KMS key or secret.
    Key,
}

/// An element of a document or statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the vendor's own")]
pub enum ElementName {
    Version,
    Statement,
    Effect,
    Action,
    NotAction,
    Resource,
    NotResource,
    Condition,
    Principal,
    Sid,
}

/// Choices of the reader that an installation may make otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Takes statements with `NotResource`.
    pub not_resource: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { not_resource: !undocumented::not_resource_is_refused() }
    }
}

impl DocumentKind {
    /// The longest document of this kind, in characters. (A key policy's limit is documented in bytes;
    /// policies of characters outside ASCII are held to the stricter reading.)
    #[must_use]
    pub const fn max_length(self) -> usize {
        match self {
            Self::Identity => 6_144,
            Self::Session => 2_048,
            Self::Trust => undocumented::trust_policy_limit(),
            Self::Control => 4_096,
            Self::Key => 32_768,
        }
    }

    /// The length of `text` as this kind counts it.
    #[must_use]
    pub fn length_of(self, text: &str) -> usize {
        match self {
            Self::Key => text.len(),
            _ => text.chars().count(),
        }
    }

    /// Whether statements name who they are about.
    #[must_use]
    pub const fn has_principal(self) -> bool {
        matches!(self, Self::Trust | Self::Key)
    }

    /// The elements that a statement may hold.
    #[must_use]
    pub const fn statement_elements(self) -> &'static [ElementName] {
        use ElementName::{Action, Condition, Effect, NotAction, NotResource, Principal, Resource, Sid};
        match self {
            Self::Identity | Self::Session | Self::Control => {
                &[Effect, Action, NotAction, Resource, NotResource, Condition, Sid]
            }
            Self::Trust => &[Effect, Action, Principal, Condition, Sid],
            Self::Key => &[Effect, Action, Principal, Resource, Condition, Sid],
        }
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Identity => "identity policy",
            Self::Session => "session policy",
            Self::Trust => "trust policy",
            Self::Control => "control policy",
            Self::Key => "key policy",
        })
    }
}

impl ElementName {
    /// Every element of a statement.
    pub const OF_STATEMENT: &[Self] = &[
        Self::Effect,
        Self::Action,
        Self::NotAction,
        Self::Resource,
        Self::NotResource,
        Self::Condition,
        Self::Principal,
        Self::Sid,
    ];

    /// The name as written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Version => "Version",
            Self::Statement => "Statement",
            Self::Effect => "Effect",
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Condition => "Condition",
            Self::Principal => "Principal",
            Self::Sid => "Sid",
        }
    }
}

impl fmt::Display for ElementName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
