//! What is recorded of a call: plain data, borrowed where the front has it at hand.
//!
//! How it stands in a file is `encoding`'s, how people read it `render`'s.

use std::{borrow::Cow, net::IpAddr};

use rampart_authz::{Caller, DecidedBy, DeniedBy};
use rampart_vocab::{AccountId, RequestId, Timestamp};

use super::frame::ChainId;

/// One call, allowed or not. It holds no parameter of the call: only names, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord<'a> {
    /// When it was decided; kept to the microsecond.
    pub at: Timestamp,
    /// The call.
    pub request: RequestId,
    /// The call whose wish this one carries out, when a worker made it.
    pub cause: Option<RequestId>,
    /// Whose rights were used.
    pub account: AccountId,
    /// Who called.
    pub caller: AuditCaller<'a>,
    /// Where it came from; `None` within the process.
    pub source_ip: Option<IpAddr>,
    /// Whether nobody could read it on the way.
    pub secure_transport: bool,
    /// The service's code, such as `kms`.
    pub service: Cow<'a, str>,
    /// The operation, such as `GenerateDataKey`.
    pub operation: Cow<'a, str>,
    /// Every question that was asked, in order.
    pub decisions: Vec<DecisionMade<'a>>,
    /// How many further decisions the bound of a record left out.
    pub decisions_cut: u32,
    /// How it ended.
    pub outcome: Outcome<'a>,
}

/// Who called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCaller<'a> {
    /// Its ARN at the time of the call.
    pub arn: Cow<'a, str>,
    /// `RootUser`, `SubUser` or `AssumedRoleUser`.
    pub kind: Cow<'a, str>,
    /// The public half of the key that signed.
    pub access_key: Option<Cow<'a, str>>,
    /// The session's name.
    pub session: Option<Cow<'a, str>>,
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionMade<'a> {
    /// What was asked for, such as `kms:Decrypt`.
    pub action: Cow<'a, str>,
    /// On what.
    pub resource: Cow<'a, str>,
    /// The answer.
    pub ruling: Ruling,
    /// What gave it.
    pub by: Deciding<'a>,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It may be done.
    Allowed,
    /// It may not.
    Denied,
}

/// What gave a ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deciding<'a> {
    /// The account acts on its own resources.
    Root,
    /// No statement allows it.
    ImplicitDeny,
    /// A statement of a policy.
    Statement {
        /// Which kind of policy: `identity`, `session`, `trust`, or `key`.
        kind: Cow<'a, str>,
        /// The policy's name, as its set names it; empty where the kind names it already.
        policy: Cow<'a, str>,
        /// The policy's version, such as `v2`; empty where it has none.
        version: Cow<'a, str>,
        /// The statement's place in it, from 0.
        statement: u32,
    },
    /// A rule above the policies, by name, such as `other account`.
    Gate(Cow<'a, str>),
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It was done.
    Done,
    /// It was refused or failed.
    Refused {
        /// The error code that the caller saw, such as `Forbidden.KeyNotFound`.
        code: Cow<'a, str>,
        /// The HTTP status.
        status: u16,
    },
}

/// A record with its place: nothing else has this pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The chain in which it stands.
    pub chain: ChainId,
    /// Its place in that chain, from 1, without a gap.
    pub sequence: u64,
    /// For the record of a change: its number in the chain's outbox, by which a repeat is known.
    pub outbox: Option<u64>,
    /// What happened.
    pub record: AuditRecord<'static>,
}

impl<'a> AuditCaller<'a> {
    /// Names an authenticated caller.
    pub fn of(caller: &'a Caller) -> Self {
        use rampart_authz::Principal;
        let session = match &caller.principal {
            Principal::Role { session, .. } => Some(Cow::Borrowed(&**session)),
            Principal::Account | Principal::User { .. } | Principal::Service(_) => None,
        };
        Self {
            arn: Cow::Owned(caller.arn().into_string()),
            kind: Cow::Borrowed(caller.kind()),
            access_key: caller.access_key.as_ref().map(|id| Cow::Borrowed(id.as_str())),
            session,
        }
    }
}

impl AuditRecord<'_> {
    /// Whether a decision in it, or its end, says no.
    pub fn is_denied(&self) -> bool {
        self.decisions.iter().any(|decision| decision.ruling == Ruling::Denied)
    }
}

impl<'a> From<&'a DecidedBy> for Deciding<'a> {
    fn from(by: &'a DecidedBy) -> Self {
        match by {
            DecidedBy::Root => Self::Root,
            DecidedBy::Statement { policy, statement, .. } => Self::statement("identity", policy, *statement),
            DecidedBy::Trust { statement } => Self::statement("trust", "", *statement),
        }
    }
}

impl<'a> From<&'a DeniedBy> for Deciding<'a> {
    fn from(by: &'a DeniedBy) -> Self {
        match by {
            DeniedBy::Silent => Self::ImplicitDeny,
            DeniedBy::SessionSilent => Self::Gate(Cow::Borrowed("session policy")),
            DeniedBy::TrustSilent => Self::Gate(Cow::Borrowed("trust policy")),
            DeniedBy::OtherAccount => Self::Gate(Cow::Borrowed("other account")),
            DeniedBy::RootForbidden => Self::Gate(Cow::Borrowed("root forbidden")),
            DeniedBy::Statement(by) => Self::of_kind("identity", by),
            DeniedBy::SessionStatement(by) => Self::of_kind("session", by),
            DeniedBy::TrustStatement(by) => Self::of_kind("trust", by),
        }
    }
}

impl<'a> Deciding<'a> {
    fn of_kind(kind: &'static str, by: &'a DecidedBy) -> Self {
        match by {
            DecidedBy::Root => Self::Root,
            DecidedBy::Statement { policy, statement, .. } => Self::statement(kind, policy, *statement),
            DecidedBy::Trust { statement } => Self::statement(kind, "", *statement),
        }
    }

    fn statement(kind: &'static str, policy: &'a str, statement: usize) -> Self {
        Self::Statement {
            kind: Cow::Borrowed(kind),
            policy: Cow::Borrowed(policy),
            version: Cow::Borrowed(""),
            statement: u32::try_from(statement).unwrap_or(u32::MAX),
        }
    }
}
