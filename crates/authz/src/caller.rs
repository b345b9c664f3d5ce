//! Who asks.

use std::{fmt, sync::Arc};

use rampart_policy::PolicySet;
use rampart_vocab::{AccessKeyId, AccountId, Arn, RoleId, SessionId, Timestamp, UserId};

use crate::Holder;

/// An authenticated caller. Only `identity` makes one, from a signature that held or a session that it opened.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account whose rights are used.
    pub account: AccountId,
    /// Who in that account.
    pub principal: Principal,
    /// The key that signed; `None` for a session that never left the process.
    pub access_key: Option<AccessKeyId>,
    /// What the session adds, when there is one.
    pub session: Option<SessionFacts>,
}

/// Who in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The account itself: may do everything to its own resources.
    Account,
    /// A RAM user.
    User {
        /// The immutable id.
        id: UserId,
        /// The name at the time of the call.
        name: Box<str>,
    },
    /// A role, worn by somebody.
    Role {
        /// The immutable id.
        id: RoleId,
        /// The name at the time of the call.
        name: Box<str>,
        /// The session's name.
        session: Box<str>,
    },
    /// A cloud service on its own behalf. It may wear roles that trust it, and nothing else.
    Service(&'static str),
}

/// What is known of the session through which a caller came.
#[derive(Clone)]
pub struct SessionFacts {
    /// The session.
    pub id: SessionId,
    /// When it began.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// Whether a second factor was shown.
    pub mfa: bool,
    /// Everybody through whom it came, the first first.
    pub chain: Arc<[Holder]>,
    /// The session's own policy: a gate in front of what the holder may do.
    pub policy: Option<Arc<PolicySet>>,
}

impl fmt::Debug for SessionFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, issued, expires, mfa, chain, policy } = self;
        let mut shown = f.debug_struct("SessionFacts");
        shown.field("id", id).field("issued", issued).field("expires", expires).field("mfa", mfa);
        shown.field("chain", chain).field("narrowed", &policy.is_some()).finish()
    }
}

/// A cloud service that acts on its own behalf, such as `rds.aliyuncs.com`.
///
/// A capability: nothing on the wire yields it; `server` hands one to the worker that needs it.
#[derive(Debug)]
pub struct ServicePrincipal(&'static str);

impl ServicePrincipal {
    /// The service of this domain name.
    pub const fn new(domain: &'static str) -> Self {
        Self(domain)
    }

    /// The domain name that trust policies name.
    pub const fn domain(&self) -> &'static str {
        self.0
    }

    /// The service as a caller in the account whose wish it carries out.
    pub const fn caller(&self, account: AccountId) -> Caller {
        Caller { account, principal: Principal::Service(self.0), access_key: None, session: None }
    }
}

impl Caller {
    /// Who it is to the policy language and in `GetCallerIdentity`.
    ///
    /// Source: STS, GetCallerIdentity (`assumed-role` for sessions).
    pub fn arn(&self) -> Arn {
        let account = self.account.to_string();
        let resource = match &self.principal {
            Principal::Account => "root".to_owned(),
            Principal::User { name, .. } => ["user/", name].concat(),
            Principal::Role { name, session, .. } => ["assumed-role/", name, "/", session].concat(),
            Principal::Service(domain) => ["service/", domain].concat(),
        };
        Arn::from_parts("ram", "", &account, &resource)
    }

    /// Who it is in `acs:PrincipalARN`: the role, whatever the session is called.
    ///
    /// Source: sample control policies (`acs:ram:*:*:role/<name>`).
    pub fn policy_arn(&self) -> String {
        let account = self.account;
        match &self.principal {
            Principal::Account => format!("acs:ram::{account}:root"),
            Principal::User { name, .. } => format!("acs:ram::{account}:user/{name}"),
            Principal::Role { name, .. } => format!("acs:ram::{account}:role/{}", name.to_ascii_lowercase()),
            Principal::Service(domain) => (*domain).to_owned(),
        }
    }

    /// `RootUser`, `SubUser` or `AssumedRoleUser`. Source: `AccessDeniedDetail.AuthPrincipalType`.
    pub const fn kind(&self) -> &'static str {
        match self.principal {
            Principal::Account => "RootUser",
            Principal::User { .. } => "SubUser",
            Principal::Role { .. } => "AssumedRoleUser",
            Principal::Service(_) => "Service",
        }
    }

    /// A user's id, or `role:session`. Source: `AccessDeniedDetail.AuthPrincipalDisplayName`.
    pub fn display_name(&self) -> String {
        match &self.principal {
            Principal::Account => self.account.to_string(),
            Principal::User { id, .. } => id.to_string(),
            Principal::Role { name, session, .. } => format!("{name}:{session}"),
            Principal::Service(domain) => (*domain).to_owned(),
        }
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.arn().fmt(f)
    }
}
