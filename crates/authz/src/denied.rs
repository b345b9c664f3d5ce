//! The refusal, with what refused: the same facts serve the caller's error, the audit trail and the explanation.

use std::fmt;

use rampart_vocab::Arn;

use crate::{Caller, DecidedBy, Why};

/// A call that was not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{principal}` may not do `{action}` on `{resource}`: {by}")]
pub struct Denied {
    /// Who asked.
    pub principal: Arn,
    /// Who asked, as `AccessDeniedDetail.AuthPrincipalDisplayName`.
    pub display_name: String,
    /// What kind of caller, as `AccessDeniedDetail.AuthPrincipalType`.
    pub kind: &'static str,
    /// What for.
    pub action: &'static str,
    /// On what.
    pub resource: Arn,
    /// What refused.
    pub by: DeniedBy,
    /// How the policies that were asked came to it; none where no policy of the account was asked.
    pub why: Option<Box<Why>>,
}

/// What refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeniedBy {
    /// No identity policy allows it.
    Silent,
    /// A statement denies it.
    Statement(DecidedBy),
    /// The session policy does not allow it.
    SessionSilent,
    /// A statement of the session policy denies it.
    SessionStatement(DecidedBy),
    /// The resource belongs to another account.
    OtherAccount,
    /// The role's trust policy does not trust the caller.
    TrustSilent,
    /// A statement of the role's trust policy denies it.
    TrustStatement(DecidedBy),
    /// The account itself may not do this at all, such as wear a role.
    RootForbidden,
}

impl Denied {
    pub(crate) fn new(caller: &Caller, action: &'static str, resource: Arn, by: DeniedBy) -> Box<Self> {
        let (principal, display_name, kind) = (caller.arn(), caller.display_name(), caller.kind());
        Box::new(Self { principal, display_name, kind, action, resource, by, why: None })
    }

    pub(crate) fn because(mut self: Box<Self>, why: Why) -> Box<Self> {
        self.why = Some(Box::new(why));
        self
    }
}

impl DeniedBy {
    /// Whether a statement says no, rather than none saying yes. Source: `AccessDeniedDetail.NoPermissionType`.
    pub const fn is_explicit(&self) -> bool {
        matches!(self, Self::Statement(_) | Self::SessionStatement(_) | Self::TrustStatement(_))
    }

    /// `AccessDeniedDetail.PolicyType`.
    pub const fn policy_type(&self) -> &'static str {
        match self {
            Self::SessionSilent | Self::SessionStatement(_) => "SessionPolicy",
            Self::TrustSilent | Self::TrustStatement(_) => "AssumeRolePolicy",
            Self::Silent | Self::Statement(_) | Self::OtherAccount | Self::RootForbidden => {
                "AccountLevelIdentityBasedPolicy"
            }
        }
    }
}

impl fmt::Display for DeniedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silent => f.write_str("no policy of the caller allows it"),
            Self::Statement(by) => write!(f, "{by} denies it"),
            Self::SessionSilent => f.write_str("the session policy does not allow it"),
            Self::SessionStatement(by) => write!(f, "the session policy's {by} denies it"),
            Self::OtherAccount => f.write_str("the resource belongs to another account"),
            Self::TrustSilent => f.write_str("the role does not trust the caller"),
            Self::TrustStatement(by) => write!(f, "the role's {by} denies it"),
            Self::RootForbidden => f.write_str("the account itself may not do this, use a user or a role"),
        }
    }
}
