//! Who is in which group: joined, left, listed from either side.
//!
//! A membership is two rows, one below the user and one below the group, always written together. What a group
//! gives its users stands in `rights`.

use std::sync::Arc;

use rampart_authz::{Permitted, Resource};
use rampart_store::{Page, Path, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, GroupId, Timestamp, UserId};

use crate::{
    actions::ram::{AddUserToGroup, ListGroupsForUser, ListUsersForGroup, RemoveUserFromGroup},
    epoch,
    group::{self, Group},
    listing::{Listed, Listing},
    record::{GroupRecord, MembershipRecord},
    rows,
    user::{self, User},
};

/// Groups that one user may be in. Source: RAM, limits.
pub const GROUPS_OF_USER_MAX: usize = 10;

/// Why a user does not join or leave a group.
#[derive(Debug, thiserror::Error)]
pub enum MembershipRefused {
    /// It is in the group.
    #[error("the user is in the group already")]
    AlreadyJoined,
    /// It is not in the group.
    #[error("the user is not in the group, list its groups to see those that it is in")]
    NotJoined,
    /// It is in as many as it may.
    #[error("the user is in as many groups as it may be, remove it from one first")]
    LimitExceeded,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// A user or a group with the time since when the one is in the other.
pub struct Joined<T> {
    /// The user, or the group.
    pub item: T,
    /// Since when.
    pub since: Timestamp,
}

/// Has a user join a group: what the group holds, he holds. Both resources are permitted, each on its own.
///
/// # Errors
/// [`MembershipRefused::AlreadyJoined`], [`MembershipRefused::LimitExceeded`].
pub async fn join(
    txn: &mut Txn,
    user: &Permitted<AddUserToGroup, User>,
    group: &Permitted<AddUserToGroup, Group>,
    now: Timestamp,
) -> Result<(), MembershipRefused> {
    let account = user.account();
    let range = rows::groups_of(account, user.id).prefix();
    let joined = txn.scan::<MembershipRecord>(&range, Page::first(GROUPS_OF_USER_MAX)).await?;
    if joined.iter().any(|(path, _)| group_in(path) == Some(group.id)) {
        return Err(MembershipRefused::AlreadyJoined);
    }
    if joined.len() >= GROUPS_OF_USER_MAX {
        return Err(MembershipRefused::LimitExceeded);
    }
    for path in both(account, user.id, group.id) {
        txn.put(&path, MembershipRecord { joined: now, unknown: Unknown::NONE });
    }
    // The group's policies may deny.
    epoch::advance(txn, account);
    Ok(())
}

/// Has a user leave a group; what he held through it alone is gone with the commit.
///
/// # Errors
/// [`MembershipRefused::NotJoined`].
pub async fn leave(
    txn: &mut Txn,
    user: &Permitted<RemoveUserFromGroup, User>,
    group: &Permitted<RemoveUserFromGroup, Group>,
) -> Result<(), MembershipRefused> {
    let account = user.account();
    let [below_user, below_group] = both(account, user.id, group.id);
    if txn.get::<MembershipRecord>(&below_user).await?.is_none() {
        return Err(MembershipRefused::NotJoined);
    }
    txn.delete(&below_user);
    txn.delete(&below_group);
    epoch::advance(txn, account);
    Ok(())
}

/// The groups that a user is in, by id: all of them, since they are few.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list_groups(
    txn: &mut Txn,
    user: &Permitted<ListGroupsForUser, User>,
) -> Result<Vec<Joined<Group>>, StoreFailed> {
    let account = user.account();
    let range = rows::groups_of(account, user.id).prefix();
    let mut groups = Vec::new();
    for (path, row) in txn.scan::<MembershipRecord>(&range, Page::first(GROUPS_OF_USER_MAX)).await? {
        let Some(id) = group_in(&path) else { continue };
        let group = group::find_by_id(txn, account, id).await?;
        groups.extend(group.map(|item| Joined { item, since: row.joined }));
    }
    Ok(groups)
}

/// The users in a group, by id, which is the order in which they were made.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list_users(
    txn: &mut Txn,
    group: &Permitted<ListUsersForGroup, Group>,
    listing: &Listing,
) -> Result<Listed<Joined<User>>, StoreFailed> {
    let account = group.account();
    let users = rows::users_in(account, group.id);
    let found = txn.scan::<MembershipRecord>(&users.prefix(), listing.page(&users)).await?;
    let (found, next) = listing.cut(found);
    let mut items = Vec::with_capacity(found.len());
    for (path, row) in found {
        let Ok(id) = path.last_segment().parse() else { continue };
        let user = user::find_by_id(txn, account, id).await?;
        items.extend(user.map(|item| Joined { item, since: row.joined }));
    }
    Ok(Listed { items, next })
}

/// Whether a user is in any group.
pub(crate) async fn is_in_any(txn: &mut Txn, account: AccountId, user: UserId) -> Result<bool, StoreFailed> {
    let range = rows::groups_of(account, user).prefix();
    Ok(!txn.scan::<MembershipRecord>(&range, Page::first(1)).await?.is_empty())
}

/// Whether anybody is in a group.
pub(crate) async fn has_any(txn: &mut Txn, account: AccountId, group: GroupId) -> Result<bool, StoreFailed> {
    let range = rows::users_in(account, group).prefix();
    Ok(!txn.scan::<MembershipRecord>(&range, Page::first(1)).await?.is_empty())
}

/// The groups that a user is in; the commit does not depend on it, since the epoch moves with every change of it.
pub(crate) async fn peek_groups_of(
    txn: &mut Txn,
    account: AccountId,
    user: UserId,
) -> Result<Vec<Arc<GroupRecord>>, StoreFailed> {
    let range = rows::groups_of(account, user).prefix();
    let mut groups = Vec::new();
    for (path, _) in txn.peek_scan::<MembershipRecord>(&range, Page::first(GROUPS_OF_USER_MAX)).await? {
        let Some(id) = group_in(&path) else { continue };
        groups.extend(txn.peek::<GroupRecord>(&rows::group(account, id)).await?.map(|row| row.record));
    }
    Ok(groups)
}

/// Both rows of a membership: below the user, below the group.
fn both(account: AccountId, user: UserId, group: GroupId) -> [Path; 2] {
    [rows::groups_of(account, user).then(group), rows::users_in(account, group).then(user)]
}

fn group_in(path: &Path) -> Option<GroupId> {
    path.last_segment().parse().ok()
}
