//! Groups of RAM users: made, found, renamed, deleted. Who is in one is `membership`'s, what it holds `attachment`'s.

use std::{ops::Deref, sync::Arc};

use rampart_authz::{Collection, Permitted, Resource};
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Arn, Clock, Entropy, GroupId, Revision, Timestamp};

use crate::{
    actions::ram::{CreateGroup, DeleteGroup, GetGroup, ListGroups, UpdateGroup},
    attachment::{self, Bearer},
    epoch,
    listing::{Listed, Listing},
    membership,
    name::{Comments, GroupName},
    quota::{Counted, Quotas},
    record::{GroupNameRecord, GroupRecord},
    rows,
};

/// A group, as policies name it: `acs:ram:*:<account>:group/<name>`.
#[derive(Clone, Debug)]
pub struct Group {
    record: Arc<GroupRecord>,
    arn: Arn,
}

/// What a new group is given.
#[derive(Clone, Debug)]
pub struct NewGroup {
    /// The name.
    pub name: GroupName,
    /// A remark.
    pub comments: Option<Comments>,
}

/// Why a group is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum GroupRefused {
    /// The name is taken; names differ by more than case.
    #[error("a group of that name is there already, choose another name")]
    AlreadyExists,
    /// The account has as many as it may.
    #[error("the account has as many groups as it may, delete some first")]
    LimitExceeded,
    /// Somebody is in it.
    #[error("a user is still in the group, remove it first")]
    HasUser,
    /// It holds a policy.
    #[error("the group still holds a policy, detach it first")]
    HasPolicy,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// The group of this name, compared without case.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find(txn: &mut Txn, account: AccountId, name: &GroupName) -> Result<Option<Group>, StoreFailed> {
    match txn.get::<GroupNameRecord>(&rows::group_name(account, name)).await? {
        Some(index) => find_by_id(txn, account, index.record.id).await,
        None => Ok(None),
    }
}

/// The group of this id.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find_by_id(
    txn: &mut Txn,
    account: AccountId,
    id: GroupId,
) -> Result<Option<Group>, StoreFailed> {
    Ok(txn.get::<GroupRecord>(&rows::group(account, id)).await?.map(|row| Group::new(row.record)))
}

/// Makes a group, with nobody in it and nothing to give.
///
/// # Errors
/// [`GroupRefused::AlreadyExists`], [`GroupRefused::LimitExceeded`].
pub async fn create(
    txn: &mut Txn,
    among: &Permitted<CreateGroup, Collection>,
    new: NewGroup,
    quotas: &Quotas,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Group, GroupRefused> {
    let account = among.account();
    let index = rows::group_name(account, &new.name);
    if txn.get::<GroupNameRecord>(&index).await?.is_some() {
        return Err(GroupRefused::AlreadyExists);
    }
    if !quotas.admit(txn.store(), account, Counted::Groups).await? {
        return Err(GroupRefused::LimitExceeded);
    }
    let (id, now) = (GroupId::new(clock, entropy), clock.now());
    let record = GroupRecord {
        account,
        id,
        name: new.name,
        comments: new.comments,
        created: now,
        updated: now,
        unknown: Unknown::NONE,
    };
    // Two ids of one millisecond may meet: the row must not be there.
    txn.require(&rows::group(account, id), Revision::ZERO);
    txn.put(&index, GroupNameRecord { id, unknown: Unknown::NONE });
    txn.put(&rows::group(account, id), record.clone());
    Ok(Group::new(Arc::new(record)))
}

/// What there is to say of a group.
pub fn get(group: &Permitted<GetGroup, Group>) -> &GroupRecord {
    group
}

/// The account's groups by name.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list(
    txn: &mut Txn,
    among: &Permitted<ListGroups, Collection>,
    listing: &Listing,
) -> Result<Listed<Group>, StoreFailed> {
    let account = among.account();
    let find = async |txn: &mut Txn, index: &GroupNameRecord| find_by_id(txn, account, index.id).await;
    listing.by_name(txn, &rows::group_names(account), find).await
}

/// Renames a group, or changes the remark on it. Its users and policies stay; policies that name it do not follow.
///
/// # Errors
/// [`GroupRefused::AlreadyExists`] when another group bears the name.
pub async fn update(
    txn: &mut Txn,
    group: &Permitted<UpdateGroup, Group>,
    new_name: Option<GroupName>,
    comments: Option<Comments>,
    now: Timestamp,
) -> Result<Group, GroupRefused> {
    let mut record = GroupRecord::clone(group);
    if let Some(name) = new_name.filter(|name| *name != record.name) {
        let (old, new) =
            (rows::group_name(record.account, &record.name), rows::group_name(record.account, &name));
        if old != new {
            if txn.get::<GroupNameRecord>(&new).await?.is_some() {
                return Err(GroupRefused::AlreadyExists);
            }
            txn.delete(&old);
            txn.put(&new, GroupNameRecord { id: record.id, unknown: Unknown::NONE });
        }
        record.name = name;
        // Rights that policies give or take by name change hands, and explanations name the group.
        epoch::advance(txn, record.account);
    }
    record.comments = comments.or(record.comments);
    record.updated = now;
    txn.put(&rows::group(record.account, record.id), record.clone());
    Ok(Group::new(Arc::new(record)))
}

/// Deletes a group with nobody in it and no policy on it.
///
/// # Errors
/// [`GroupRefused::HasUser`], [`GroupRefused::HasPolicy`].
pub async fn delete(txn: &mut Txn, group: &Permitted<DeleteGroup, Group>) -> Result<(), GroupRefused> {
    let (account, id) = (group.account(), group.id);
    if membership::has_any(txn, account, id).await? {
        return Err(GroupRefused::HasUser);
    }
    if attachment::holds_any(txn, account, Bearer::Group(id)).await? {
        return Err(GroupRefused::HasPolicy);
    }
    txn.delete(&rows::group_name(account, &group.name));
    txn.delete(&rows::group(account, id));
    epoch::advance(txn, account);
    Ok(())
}

impl Group {
    pub(crate) fn new(record: Arc<GroupRecord>) -> Self {
        let arn = Arn::from_parts("ram", "*", &record.account.to_string(), &format!("group/{}", record.name));
        Self { record, arn }
    }
}

impl Deref for Group {
    type Target = GroupRecord;

    fn deref(&self) -> &GroupRecord {
        &self.record
    }
}

impl Resource for Group {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.record.account
    }
}
