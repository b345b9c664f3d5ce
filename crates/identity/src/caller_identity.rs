//! Who a caller is, as he is told himself. No policy can refuse it.

use rampart_authz::{Caller, Principal};
use rampart_vocab::{AccountId, Arn};

/// The answer to "who am I". Source: STS, GetCallerIdentity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerIdentity {
    /// `Account`, `RAMUser` or `AssumedRoleUser`.
    pub kind: &'static str,
    /// The account whose rights are used.
    pub account: AccountId,
    /// The account's number, the user's id, or `<role id>:<session>`.
    pub principal: String,
    /// Of an account and of a user only.
    pub user: Option<String>,
    /// Of a role only.
    pub role: Option<String>,
    /// `…:root`, `…:user/<name>` or `…:assumed-role/<role>/<session>`.
    pub arn: Arn,
}

/// Who the caller is; `None` for a service, which has no identity of its own.
pub fn caller_identity(caller: &Caller) -> Option<CallerIdentity> {
    let (kind, principal, user, role) = match &caller.principal {
        Principal::Account => {
            let account = caller.account.to_string();
            ("Account", account.clone(), Some(account), None)
        }
        Principal::User { id, .. } => ("RAMUser", id.to_string(), Some(id.to_string()), None),
        Principal::Role { id, session, .. } => {
            ("AssumedRoleUser", format!("{id}:{session}"), None, Some(id.to_string()))
        }
        Principal::Service(_) => return None,
    };
    Some(CallerIdentity { kind, account: caller.account, principal, user, role, arn: caller.arn() })
}
