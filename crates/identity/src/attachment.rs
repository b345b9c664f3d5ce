//! Policies at users, groups and roles: attached, detached, listed from either side.
//!
//! An attachment is two rows, one below the bearer and one below the policy, always written together.

use std::fmt;

use rampart_authz::{Action, Permitted, Resource};
use rampart_store::{Page, Path, PathBuilder, Row, Segment, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, GroupId, PolicyId, RoleId, Timestamp, UserId};

use crate::{
    actions::ram::{
        AttachPolicyToGroup, AttachPolicyToRole, AttachPolicyToUser, DetachPolicyFromGroup,
        DetachPolicyFromRole, DetachPolicyFromUser, ListEntitiesForPolicy, ListPoliciesForGroup,
        ListPoliciesForRole, ListPoliciesForUser,
    },
    epoch,
    group::{self, Group},
    policy::{self, Policy},
    record::AttachmentRecord,
    role::{self, Role},
    rows,
    system::SystemPolicy,
    user::{self, User},
};

/// Custom policies of one user, group or role. Source: RAM, limits.
pub const CUSTOM_POLICIES_MAX: usize = 10;
/// System policies of one user, group or role. Source: RAM, limits.
pub const SYSTEM_POLICIES_MAX: usize = 20;
/// Bearers of one policy read for an answer: every user, group and role that an account may have.
const BEARERS_MAX: usize = crate::quota::USERS_MAX + crate::quota::GROUPS_MAX + crate::quota::ROLES_MAX;

/// Who holds policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// A user.
    User(UserId),
    /// A group, and so each user in it.
    Group(GroupId),
    /// A role.
    Role(RoleId),
}

/// Which policy is held: a custom one by its id, a system policy by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PolicyRef {
    /// A custom policy.
    Custom(PolicyId),
    /// A system policy.
    System(&'static str),
}

/// Why a policy is not attached or detached.
#[derive(Debug, thiserror::Error)]
pub enum AttachmentRefused {
    /// It is there already.
    #[error("the policy is attached already")]
    AlreadyAttached(Bearer),
    /// It is not there.
    #[error("the policy is not attached, list the policies of the user, group or role to see those that are")]
    NotAttached(Bearer),
    /// The bearer holds as many of this kind as it may.
    #[error("as many policies of this kind are attached as may be, detach one first")]
    LimitExceeded(Bearer),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// A policy with the time since when it is attached.
pub struct Attached<T> {
    /// The policy, or its bearer.
    pub item: T,
    /// Since when.
    pub since: Timestamp,
}

/// Who holds a policy.
pub struct Entities {
    /// Users, by id.
    pub users: Vec<Attached<User>>,
    /// Groups, by id.
    pub groups: Vec<Attached<Group>>,
    /// Roles, by id.
    pub roles: Vec<Attached<Role>>,
}

/// Attaches a policy to a user. Both resources are permitted, each on its own.
///
/// # Errors
/// [`AttachmentRefused::AlreadyAttached`], [`AttachmentRefused::LimitExceeded`].
pub async fn attach_to_user(
    txn: &mut Txn,
    user: &Permitted<AttachPolicyToUser, User>,
    policy: &Permitted<AttachPolicyToUser, Policy>,
    now: Timestamp,
) -> Result<(), AttachmentRefused> {
    attach(txn, user.account(), Bearer::User(user.id), policy, now).await
}

/// Attaches a policy to a group: from now on each user in it holds the policy.
///
/// # Errors
/// As [`attach_to_user`].
pub async fn attach_to_group(
    txn: &mut Txn,
    group: &Permitted<AttachPolicyToGroup, Group>,
    policy: &Permitted<AttachPolicyToGroup, Policy>,
    now: Timestamp,
) -> Result<(), AttachmentRefused> {
    attach(txn, group.account(), Bearer::Group(group.id), policy, now).await
}

/// Attaches a policy to a role.
///
/// # Errors
/// As [`attach_to_user`].
pub async fn attach_to_role(
    txn: &mut Txn,
    role: &Permitted<AttachPolicyToRole, Role>,
    policy: &Permitted<AttachPolicyToRole, Policy>,
    now: Timestamp,
) -> Result<(), AttachmentRefused> {
    attach(txn, role.account(), Bearer::Role(role.id), policy, now).await
}

/// Detaches a policy from a user; what it allowed is gone with the commit.
///
/// # Errors
/// [`AttachmentRefused::NotAttached`].
pub async fn detach_from_user(
    txn: &mut Txn,
    user: &Permitted<DetachPolicyFromUser, User>,
    policy: &Permitted<DetachPolicyFromUser, Policy>,
) -> Result<(), AttachmentRefused> {
    detach(txn, user.account(), Bearer::User(user.id), policy).await
}

/// Detaches a policy from a group.
///
/// # Errors
/// As [`detach_from_user`].
pub async fn detach_from_group(
    txn: &mut Txn,
    group: &Permitted<DetachPolicyFromGroup, Group>,
    policy: &Permitted<DetachPolicyFromGroup, Policy>,
) -> Result<(), AttachmentRefused> {
    detach(txn, group.account(), Bearer::Group(group.id), policy).await
}

/// Detaches a policy from a role.
///
/// # Errors
/// As [`detach_from_user`].
pub async fn detach_from_role(
    txn: &mut Txn,
    role: &Permitted<DetachPolicyFromRole, Role>,
    policy: &Permitted<DetachPolicyFromRole, Policy>,
) -> Result<(), AttachmentRefused> {
    detach(txn, role.account(), Bearer::Role(role.id), policy).await
}

/// The policies of a user, those of its groups aside.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list_for_user(
    txn: &mut Txn,
    user: &Permitted<ListPoliciesForUser, User>,
) -> Result<Vec<Attached<Policy>>, StoreFailed> {
    list_for(txn, user.account(), Bearer::User(user.id)).await
}

/// The policies of a group.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list_for_group(
    txn: &mut Txn,
    group: &Permitted<ListPoliciesForGroup, Group>,
) -> Result<Vec<Attached<Policy>>, StoreFailed> {
    list_for(txn, group.account(), Bearer::Group(group.id)).await
}

/// The policies of a role.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list_for_role(
    txn: &mut Txn,
    role: &Permitted<ListPoliciesForRole, Role>,
) -> Result<Vec<Attached<Policy>>, StoreFailed> {
    list_for(txn, role.account(), Bearer::Role(role.id)).await
}

/// Whether a role holds any policy. It tells no more than that, and so asks no permit.
///
/// # Errors
/// [`StoreFailed`].
pub async fn is_any_on(txn: &mut Txn, role: &Role) -> Result<bool, StoreFailed> {
    Ok(!held_by(txn, role.account(), Bearer::Role(role.id)).await?.is_empty())
}

/// Who holds a policy in the caller's account.
///
/// # Errors
/// [`StoreFailed`].
pub async fn entities_for(
    txn: &mut Txn,
    policy: &Permitted<ListEntitiesForPolicy, Policy>,
) -> Result<Entities, StoreFailed> {
    let account = policy.account();
    let rows = rows::bearers_of(account, &policy.reference());
    let mut entities = Entities { users: Vec::new(), groups: Vec::new(), roles: Vec::new() };
    for (path, row) in txn.scan::<AttachmentRecord>(&rows.prefix(), Page::first(BEARERS_MAX)).await? {
        let since = row.record.attached;
        match bearer_in(&path) {
            Some(Bearer::User(id)) => {
                let user = user::find_by_id(txn, account, id).await?;
                entities.users.extend(user.map(|item| Attached { item, since }));
            }
            Some(Bearer::Group(id)) => {
                let group = group::find_by_id(txn, account, id).await?;
                entities.groups.extend(group.map(|item| Attached { item, since }));
            }
            Some(Bearer::Role(id)) => {
                let role = role::find_by_id(txn, account, id).await?;
                entities.roles.extend(role.map(|item| Attached { item, since }));
            }
            None => {}
        }
    }
    Ok(entities)
}

/// How many users, groups and roles of the account hold a policy.
pub(crate) async fn count_bearers(
    txn: &mut Txn,
    account: AccountId,
    policy: &PolicyRef,
) -> Result<usize, StoreFailed> {
    let rows = rows::bearers_of(account, policy).prefix();
    txn.count(&rows, BEARERS_MAX).await
}

/// One of those who hold a policy, if anybody does.
pub(crate) async fn any_bearer(
    txn: &mut Txn,
    account: AccountId,
    policy: &PolicyRef,
) -> Result<Option<Bearer>, StoreFailed> {
    let rows = rows::bearers_of(account, policy).prefix();
    let found = txn.scan::<AttachmentRecord>(&rows, Page::first(1)).await?;
    Ok(found.first().and_then(|(path, _)| bearer_in(path)))
}

/// Whether a user, group or role holds any policy.
pub(crate) async fn holds_any(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
) -> Result<bool, StoreFailed> {
    let rows = rows::policies_of(account, bearer).prefix();
    Ok(!txn.scan::<AttachmentRecord>(&rows, Page::first(1)).await?.is_empty())
}

/// What a user, group or role holds, sorted; a system policy that this release does not know is left out, since it
/// can only have allowed.
pub(crate) async fn held_by(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
) -> Result<Vec<(PolicyRef, Timestamp)>, StoreFailed> {
    let rows = rows::policies_of(account, bearer).prefix();
    Ok(parsed(txn.scan::<AttachmentRecord>(&rows, HELD).await?))
}

/// As [`held_by`], but the commit does not depend on it: the epoch moves with every attachment.
pub(crate) async fn peek_held_by(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
) -> Result<Vec<(PolicyRef, Timestamp)>, StoreFailed> {
    let rows = rows::policies_of(account, bearer).prefix();
    Ok(parsed(txn.peek_scan::<AttachmentRecord>(&rows, HELD).await?))
}

/// All that one bearer may hold.
const HELD: Page = Page::first(CUSTOM_POLICIES_MAX + SYSTEM_POLICIES_MAX);

fn parsed(found: Vec<(Path, Row<AttachmentRecord>)>) -> Vec<(PolicyRef, Timestamp)> {
    let read = |(path, row): (Path, Row<AttachmentRecord>)| {
        Some((PolicyRef::parse(&path.last_segment())?, row.record.attached))
    };
    found.into_iter().filter_map(read).collect()
}

async fn attach<A: Action>(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
    policy: &Permitted<A, Policy>,
    now: Timestamp,
) -> Result<(), AttachmentRefused> {
    let reference = policy.reference();
    let held = held_by(txn, account, bearer).await?;
    if held.iter().any(|(held, _)| *held == reference) {
        return Err(AttachmentRefused::AlreadyAttached(bearer));
    }
    let same_kind = held.iter().filter(|(held, _)| held.is_custom() == reference.is_custom()).count();
    let max = if reference.is_custom() { CUSTOM_POLICIES_MAX } else { SYSTEM_POLICIES_MAX };
    if same_kind >= max {
        return Err(AttachmentRefused::LimitExceeded(bearer));
    }
    for path in both(account, bearer, &reference) {
        txn.put(&path, AttachmentRecord { attached: now, unknown: Unknown::NONE });
    }
    epoch::advance(txn, account);
    Ok(())
}

async fn detach<A: Action>(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
    policy: &Permitted<A, Policy>,
) -> Result<(), AttachmentRefused> {
    let [below_bearer, below_policy] = both(account, bearer, &policy.reference());
    if txn.get::<AttachmentRecord>(&below_bearer).await?.is_none() {
        return Err(AttachmentRefused::NotAttached(bearer));
    }
    txn.delete(&below_bearer);
    txn.delete(&below_policy);
    epoch::advance(txn, account);
    Ok(())
}

async fn list_for(
    txn: &mut Txn,
    account: AccountId,
    bearer: Bearer,
) -> Result<Vec<Attached<Policy>>, StoreFailed> {
    let mut policies = Vec::new();
    for (reference, since) in held_by(txn, account, bearer).await? {
        let policy = policy::find_by_reference(txn, account, &reference).await?;
        policies.extend(policy.map(|item| Attached { item, since }));
    }
    Ok(policies)
}

/// Both rows of an attachment: below the bearer, below the policy.
fn both(account: AccountId, bearer: Bearer, policy: &PolicyRef) -> [Path; 2] {
    let below_policy = rows::bearers_of(account, policy);
    let below_policy = match bearer {
        Bearer::User(id) => below_policy.then("user").then(id),
        Bearer::Group(id) => below_policy.then("group").then(id),
        Bearer::Role(id) => below_policy.then("role").then(id),
    };
    [rows::policies_of(account, bearer).then(policy), below_policy]
}

fn bearer_in(path: &Path) -> Option<Bearer> {
    let segments: Vec<_> = path.segments().collect();
    match segments.as_slice() {
        [.., kind, id] if kind == "user" => id.parse().ok().map(Bearer::User),
        [.., kind, id] if kind == "group" => id.parse().ok().map(Bearer::Group),
        [.., kind, id] if kind == "role" => id.parse().ok().map(Bearer::Role),
        _ => None,
    }
}

impl PolicyRef {
    const fn is_custom(&self) -> bool {
        matches!(self, Self::Custom(_))
    }

    fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("custom", id) => id.parse().ok().map(Self::Custom),
            ("system", name) => SystemPolicy::named(name).map(|policy| Self::System(policy.name)),
            _ => None,
        }
    }
}

impl Segment for PolicyRef {
    fn write(&self, path: &mut PathBuilder) {
        path.shown(self);
    }
}

impl fmt::Display for PolicyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Custom(id) => write!(f, "custom:{id}"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}
