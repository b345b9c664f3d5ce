//! What a caller holds, resolved once for each authorisation epoch.
//!
//! Policies are compiled once a version; sets are shared by all who hold the same versions.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError, Weak},
};

use rampart_authz::{Caller, Grant, Holder, Permitted, Principal, Resource as _, Rights};
use rampart_policy::{DocumentKind, Policy, PolicySet};
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, PolicyId, Revision};

use crate::{
    Identity,
    actions::ram::SimulatePolicy,
    attachment::{self, Bearer, PolicyRef},
    authenticate::find_access_key,
    cache::Cache,
    login, membership,
    policy::version,
    record::{PolicyRecord, PolicyVersionRecord, RoleRecord, UserRecord},
    role::Role,
    rows,
    system::SystemPolicy,
    user::User,
};

/// Users and roles whose rights are kept in memory.
const HOLDERS_CACHED_MAX: usize = 64 << 10;

/// One version of one policy, whose document never changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum VersionRef {
    Custom(PolicyId, u32),
    System(&'static str),
    Preference(&'static str),
}

/// A version as somebody holds it: his own first, then those of his groups by name.
type HeldRef = (Option<Box<str>>, VersionRef);

pub(crate) struct RightsCache {
    /// Who holds what, as of which epoch.
    resolved: Cache<Holder, (Revision, Arc<PolicySet>)>,
    /// Sets by what is sorted in them.
    sets: Mutex<HashMap<Box<[HeldRef]>, Weak<PolicySet>>>,
    nothing: Arc<PolicySet>,
}

impl RightsCache {
    pub(crate) fn new() -> Self {
        Self {
            resolved: Cache::new(HOLDERS_CACHED_MAX),
            sets: Mutex::default(),
            nothing: Arc::new(PolicySet::new()),
        }
    }
}

impl Identity {
    /// What a caller holds at the transaction's revision. One whose key was withdrawn, or whose session was ended,
    /// since it signed holds nothing.
    ///
    /// The commit does not depend on the rows read here: the epoch stands for all of them.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn rights_of(&self, txn: &mut Txn, caller: &Caller) -> Result<Rights, StoreFailed> {
        if is_key_active(txn, caller).await? && self.stands(txn, caller).await? {
            return self.rights_of_checked(txn, caller).await;
        }
        let epoch = txn.version_of(&rows::epoch(caller.account)).await?;
        let identity = self.rights.nothing.clone();
        Ok(Rights { epoch, grant: Grant::Policies { identity, session: None } })
    }

    /// The same in the very transaction in which [`Identity::claimed`] looked at the caller's key and session, which
    /// stand at its revision.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn rights_of_checked(&self, txn: &mut Txn, caller: &Caller) -> Result<Rights, StoreFailed> {
        let epoch = txn.version_of(&rows::epoch(caller.account)).await?;
        let bearer = match &caller.principal {
            Principal::Account => {
                let session = caller.session.as_ref().and_then(|session| session.policy.clone());
                let grant = match session {
                    None => Grant::Root,
                    Some(_) => Grant::Policies { identity: self.rights.everything(), session },
                };
                return Ok(Rights { epoch, grant });
            }
            Principal::Service(_) => return Ok(Rights { epoch, grant: Grant::Service }),
            Principal::User { id, .. } => Bearer::User(*id),
            Principal::Role { id, .. } => Bearer::Role(*id),
        };
        let identity = match self.rights.resolved.get(&caller.holder()) {
            Some((resolved, set)) if resolved == epoch => set,
            _ => {
                let set = self.resolve(txn, caller.account, bearer).await?;
                self.rights.resolved.insert(caller.holder(), (epoch, set.clone()));
                set
            }
        };
        let session = caller.session.as_ref().and_then(|session| session.policy.clone());
        Ok(Rights { epoch, grant: Grant::Policies { identity, session } })
    }

    /// The policies that a user holds, his groups' among them, for what they would say.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn policies_of_user(
        &self,
        txn: &mut Txn,
        user: &Permitted<SimulatePolicy, User>,
    ) -> Result<Arc<PolicySet>, StoreFailed> {
        self.resolve(txn, user.account(), Bearer::User(user.id)).await
    }

    /// The policies that a role holds, for what they would say.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn policies_of_role(
        &self,
        txn: &mut Txn,
        role: &Permitted<SimulatePolicy, Role>,
    ) -> Result<Arc<PolicySet>, StoreFailed> {
        self.resolve(txn, role.account(), Bearer::Role(role.id)).await
    }

    async fn resolve(
        &self,
        txn: &mut Txn,
        account: AccountId,
        bearer: Bearer,
    ) -> Result<Arc<PolicySet>, StoreFailed> {
        if !is_there(txn, account, bearer).await? {
            return Ok(self.rights.nothing.clone());
        }
        let mut held = Vec::new();
        add_held_by(txn, account, bearer, None, &mut held).await?;
        if let Bearer::User(id) = bearer {
            for (preference, policy) in allowed_by_preference(txn, account).await? {
                held.push(((None, VersionRef::Preference(preference)), policy));
            }
            for group in membership::peek_groups_of(txn, account, id).await? {
                let name = Some(group.name.as_str());
                add_held_by(txn, account, Bearer::Group(group.id), name, &mut held).await?;
            }
        }
        held.sort_by(|(one, _), (other, _)| one.cmp(other));
        let (key, policies): (Vec<_>, Vec<_>) = held.into_iter().unzip();
        Ok(self.rights.interned(key.into(), policies))
    }
}

impl RightsCache {
    /// What an account's own session holds behind a policy that narrows it.
    fn everything(&self) -> Arc<PolicySet> {
        const ALL: &str = "AdministratorAccess";
        match SystemPolicy::named(ALL).and_then(SystemPolicy::compiled) {
            Some(policy) => self.interned(Box::new([(None, VersionRef::System(ALL))]), vec![policy]),
            None => self.nothing.clone(),
        }
    }

    fn interned(&self, key: Box<[HeldRef]>, policies: Vec<Arc<Policy>>) -> Arc<PolicySet> {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets.get(&key).and_then(Weak::upgrade) {
            return set;
        }
        if sets.len() >= HOLDERS_CACHED_MAX {
            sets.retain(|_, set| set.strong_count() > 0);
        }
        let mut set = PolicySet::new();
        for ((group, _), policy) in key.iter().zip(policies) {
            match group {
                Some(group) => set.insert_through(policy, group),
                None => set.insert(policy),
            }
        }
        let set = Arc::new(set);
        sets.insert(key, Arc::downgrade(&set));
        set
    }
}

/// Whether the key that signed may still be used. A session's key stands and falls with its session.
async fn is_key_active(txn: &mut Txn, caller: &Caller) -> Result<bool, StoreFailed> {
    match &caller.access_key {
        Some(id) if caller.session.is_none() => {
            Ok(find_access_key(txn, id).await?.is_some_and(|key| key.active))
        }
        _ => Ok(true),
    }
}

async fn is_there(txn: &mut Txn, account: AccountId, bearer: Bearer) -> Result<bool, StoreFailed> {
    Ok(match bearer {
        // A group signs nothing: it holds for its users alone.
        Bearer::Group(_) => false,
        Bearer::User(id) => txn.peek::<UserRecord>(&rows::user(account, id)).await?.is_some(),
        Bearer::Role(id) => txn.peek::<RoleRecord>(&rows::role(account, id)).await?.is_some(),
    })
}

/// Adds the versions in force of what a bearer holds, with the group through which that is.
async fn add_held_by(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
    group: Option<&str>,
    held: &mut Vec<(HeldRef, Arc<Policy>)>,
) -> Result<(), StoreFailed> {
    for (reference, _) in attachment::peek_held_by(txn, account, bearer).await? {
        let found = in_force(txn, account, reference).await?;
        held.extend(found.map(|(version, policy)| ((group.map(Into::into), version), policy)));
    }
    Ok(())
}

/// What an account's preferences let each of its users do for himself, as policies: so that others deny it.
async fn allowed_by_preference(
    txn: &mut Txn,
    account: AccountId,
) -> Result<Vec<(&'static str, Arc<Policy>)>, StoreFailed> {
    let preference = login::peek_preference(txn, account).await?;
    let table = [
        (preference.change_password, "AllowUserToChangePassword", &*CHANGE_PASSWORD),
        (preference.manage_access_keys, "AllowUserToManageAccessKeys", &*MANAGE_ACCESS_KEYS),
    ];
    let allowed = table.into_iter().filter(|(allowed, ..)| *allowed);
    Ok(allowed.filter_map(|(_, name, policy)| Some((name, policy.clone()?))).collect())
}

/// ChangePassword changes nobody's but the caller's own.
static CHANGE_PASSWORD: LazyLock<Option<Arc<Policy>>> = LazyLock::new(|| {
    preference_policy(
        "preference:AllowUserToChangePassword",
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:ChangePassword","Resource":"*"}]}"#,
    )
});

/// The operation says whether the keys are the caller's own.
static MANAGE_ACCESS_KEYS: LazyLock<Option<Arc<Policy>>> = LazyLock::new(|| {
    preference_policy(
        "preference:AllowUserToManageAccessKeys",
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["ram:CreateAccessKey","ram:DeleteAccessKey",
            "ram:GetAccessKeyLastUsed","ram:ListAccessKeys","ram:UpdateAccessKey"],"Resource":"*",
            "Condition":{"Bool":{"rampart:OwnUser":"true"}}}]}"#,
    )
});

/// A condition key of ours, given by the operations that know it: whether the user that is meant is the caller.
pub const OWN_USER: &str = "rampart:OwnUser";

fn preference_policy(id: &str, document: &str) -> Option<Arc<Policy>> {
    Policy::parse(id, document, DocumentKind::Identity).ok().map(Arc::new)
}

/// The version in force of an attached policy. A document that no longer reads fails closed: it might have denied.
async fn in_force(
    txn: &mut Txn,
    account: AccountId,
    reference: PolicyRef,
) -> Result<Option<(VersionRef, Arc<Policy>)>, StoreFailed> {
    match reference {
        PolicyRef::System(name) => {
            let policy = SystemPolicy::named(name).and_then(SystemPolicy::compiled);
            Ok(policy.map(|policy| (VersionRef::System(name), policy)))
        }
        PolicyRef::Custom(id) => {
            let path = rows::policy(account, id);
            let Some(policy) = txn.peek::<PolicyRecord>(&path).await? else { return Ok(None) };
            let number = policy.default_version;
            let path = rows::policy_version(account, id, number);
            let Some(row) = txn.peek::<PolicyVersionRecord>(&path).await? else {
                return Err(unreadable(path, "a policy's version in force is missing"));
            };
            match version::compiled(&row).as_ref() {
                Some(compiled) => Ok(Some((VersionRef::Custom(id, number), compiled.clone()))),
                None => Err(unreadable(path, "a stored policy document is refused")),
            }
        }
    }
}

fn unreadable(path: rampart_store::Path, why: &'static str) -> StoreFailed {
    StoreFailed::Malformed { path, why: rampart_store::Malformed(why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_preferences_allow_reads_as_policies() {
        assert!(CHANGE_PASSWORD.is_some());
        assert!(MANAGE_ACCESS_KEYS.is_some());
    }
}
