//! Where everything stands in the store: every row's name on one screen.
//!
//! Names hold immutable ids; the `…-name` rows lead from a name to its id.

use rampart_store::{Path, Range, path, prefix};
use rampart_vocab::{AccessKeyId, AccountId, GroupId, PolicyId, RoleId, UserId};

use crate::{
    attachment::{Bearer, PolicyRef},
    name::{GroupName, PolicyName, RoleName, UserName},
};

pub(crate) fn account(account: AccountId) -> Path {
    path!["account", account]
}

/// The row whose version is the account's authorisation epoch: every change that can take a right away puts it.
pub fn epoch(account: AccountId) -> Path {
    path!["account", account, "epoch"]
}

pub(crate) fn user(account: AccountId, id: UserId) -> Path {
    path!["user", account, id]
}

pub(crate) fn user_name(account: AccountId, name: &UserName) -> Path {
    path!["user-name", account, name.folded()]
}

pub(crate) fn user_names(account: AccountId) -> Path {
    path!["user-name", account]
}

pub(crate) fn group(account: AccountId, id: GroupId) -> Path {
    path!["group", account, id]
}

pub(crate) fn group_name(account: AccountId, name: &GroupName) -> Path {
    path!["group-name", account, name.folded()]
}

pub(crate) fn group_names(account: AccountId) -> Path {
    path!["group-name", account]
}

/// The groups that a user is in; the last segment is a group's id.
pub(crate) fn groups_of(account: AccountId, user: UserId) -> Path {
    path!["user", account, user, "group"]
}

/// Who is in a group: the other direction of the same memberships.
pub(crate) fn users_in(account: AccountId, group: GroupId) -> Path {
    path!["group", account, group, "user"]
}

pub(crate) fn role(account: AccountId, id: RoleId) -> Path {
    path!["role", account, id]
}

pub(crate) fn role_name(account: AccountId, name: &RoleName) -> Path {
    path!["role-name", account, name.folded()]
}

pub(crate) fn role_names(account: AccountId) -> Path {
    path!["role-name", account]
}

pub(crate) fn access_key(id: &AccessKeyId) -> Path {
    path!["access-key", id]
}

/// The access keys of a user, or of the account itself.
pub(crate) fn access_keys_of(account: AccountId, owner: Option<UserId>) -> Path {
    match owner {
        Some(user) => path!["user", account, user, "access-key"],
        None => path!["account", account, "access-key"],
    }
}

pub(crate) fn policy(account: AccountId, id: PolicyId) -> Path {
    path!["policy", account, id]
}

pub(crate) fn policy_name(account: AccountId, name: &PolicyName) -> Path {
    path!["policy-name", account, name.as_str()]
}

pub(crate) fn policy_names(account: AccountId) -> Path {
    path!["policy-name", account]
}

pub(crate) fn policy_versions(account: AccountId, id: PolicyId) -> Path {
    path!["policy", account, id, "version"]
}

pub(crate) fn policy_version(account: AccountId, id: PolicyId, number: u32) -> Path {
    policy_versions(account, id).then(number)
}

/// The policies that a bearer holds; the last segment is a [`PolicyRef`].
pub(crate) fn policies_of(account: AccountId, bearer: Bearer) -> Path {
    match bearer {
        Bearer::User(id) => path!["user", account, id, "policy"],
        Bearer::Group(id) => path!["group", account, id, "policy"],
        Bearer::Role(id) => path!["role", account, id, "policy"],
    }
}

/// Who holds a policy: the other direction of the same attachments.
pub(crate) fn bearers_of(account: AccountId, policy: &PolicyRef) -> Path {
    match policy {
        PolicyRef::Custom(id) => path!["policy", account, id, "attached"],
        PolicyRef::System(name) => path!["system-policy", name, account],
    }
}

/// The login profile of a user, or of the account itself.
pub(crate) fn login_profile(account: AccountId, owner: Option<UserId>) -> Path {
    match owner {
        Some(user) => path!["user", account, user, "login-profile"],
        None => path!["account", account, "login-profile"],
    }
}

pub(crate) fn password_policy(account: AccountId) -> Path {
    path!["account", account, "password-policy"]
}

pub(crate) fn security_preference(account: AccountId) -> Path {
    path!["account", account, "security-preference"]
}

/// When an access key was last used: a row of its own, so that the key's stays as it is.
pub(crate) fn access_key_used(id: &AccessKeyId) -> Path {
    path!["access-key-used", id]
}

/// A session that was ended before its time, by its access key id.
pub(crate) fn ended_session(account: AccountId, key: &AccessKeyId) -> Path {
    path!["ended-session", account, key]
}

pub(crate) fn ended_sessions(account: AccountId) -> Range {
    prefix!["ended-session", account]
}

/// The roots of the token keys, by term.
pub(crate) fn token_key(term: u32) -> Path {
    path!["token-key", format_args!("{term:010}")]
}

pub(crate) fn token_keys() -> Range {
    prefix!["token-key"]
}

/// The replay guard's secret.
pub(crate) fn replay_key() -> Path {
    path!["replay-key"]
}
