//! A request and the decision about it.
//!
//! Several sets (control policies, a session's policy, the caller's own) are combined by the caller; here
//! one set is decided: a matching Deny wins, then a matching Allow, else nothing allows it.

use crate::compile::PolicySet;
use crate::condition::Conditions;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The action, such as `kms:Decrypt`.
    pub action: &'a str,
    /// The resource's name, such as `acs:kms:cn-hangzhou:1234567890123456:key/0a1b`.
    pub resource: &'a str,
    /// Where condition values come from.
    pub conditions: &'a dyn Conditions,
}

/// The answer, naming the first statement that decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// A statement allows it and none denies it.
    Allow(Source),
    /// A statement denies it.
    ExplicitDeny(Source),
    /// No statement is about it.
    ImplicitDeny,
}

/// Which statement decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    /// The policy's place in its set, from 0.
    pub policy: usize,
    /// The statement's place in its policy, from 0.
    pub statement: usize,
}

/// Decides a request. Allocates nothing, and costs what the matching statements cost.
#[must_use]
pub fn decide(set: &PolicySet, request: &Request<'_>) -> Decision {
    set.decide(request)
}

impl Decision {
    /// Whether the request is allowed.
    #[must_use]
    pub const fn is_allow(&self) -> bool {
        matches!(self, Self::Allow(_))
    }

    /// The statement that decided, unless none did.
    #[must_use]
    pub const fn source(&self) -> Option<Source> {
        match self {
            Self::Allow(source) | Self::ExplicitDeny(source) => Some(*source),
            Self::ImplicitDeny => None,
        }
    }

    /// The name that the vendor's diagnosis gives the decision.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Allow(_) => "Allow",
            Self::ExplicitDeny(_) => "ExplicitDeny",
            Self::ImplicitDeny => "ImplicitDeny",
        }
    }
}

impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = out.debug_struct("Request");
        shown.field("action", &self.action).field("resource", &self.resource).finish_non_exhaustive()
    }
}
