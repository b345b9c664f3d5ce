//! RAM users: made, found, renamed, deleted. Their access keys and policies stand with those nouns.

use std::{ops::Deref, sync::Arc};

use rampart_authz::{Collection, Permitted, Resource};
use rampart_store::{Page, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Arn, Clock, Entropy, Timestamp, UserId};

use crate::{
    actions::ram::{CreateUser, DeleteUser, GetUser, ListUsers, UpdateUser},
    attachment::{self, Bearer},
    epoch,
    listing::{Listed, Listing},
    login, membership,
    name::{Comments, DisplayName, Email, MobilePhone, UserName},
    quota::{Counted, Quotas},
    record::{MarkRecord, UserNameRecord, UserRecord},
    rows, tag,
};

/// A user, as policies name it: `acs:ram:*:<account>:user/<name>`.
#[derive(Clone, Debug)]
pub struct User {
    record: Arc<UserRecord>,
    arn: Arn,
}

/// What a new user is given.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The name.
    pub name: UserName,
    /// What people read.
    pub details: Details,
}

/// What people read about a user; changing it changes only what is there.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// A name for people.
    pub display_name: Option<DisplayName>,
    /// A telephone number.
    pub mobile_phone: Option<MobilePhone>,
    /// An address for mail.
    pub email: Option<Email>,
    /// A remark.
    pub comments: Option<Comments>,
}

/// Why a user is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum UserRefused {
    /// The name is taken; names differ by more than case.
    #[error("a user of that name is there already, choose another name")]
    AlreadyExists,
    /// The account has as many as it may.
    #[error("the account has as many users as it may, delete some first")]
    LimitExceeded,
    /// It holds a policy.
    #[error("the user still holds a policy, detach it first")]
    HasPolicy,
    /// It has an access key.
    #[error("the user still has an access key, delete it first")]
    HasAccessKey,
    /// It has a login profile.
    #[error("the user still has a login profile, delete it first")]
    HasLoginProfile,
    /// It is in a group.
    #[error("the user is still in a group, remove it from the group first")]
    HasGroup,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// The user of this name, compared without case.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find(txn: &mut Txn, account: AccountId, name: &UserName) -> Result<Option<User>, StoreFailed> {
    match txn.get::<UserNameRecord>(&rows::user_name(account, name)).await? {
        Some(index) => find_by_id(txn, account, index.record.id).await,
        None => Ok(None),
    }
}

/// The user of this id.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find_by_id(txn: &mut Txn, account: AccountId, id: UserId) -> Result<Option<User>, StoreFailed> {
    Ok(txn.get::<UserRecord>(&rows::user(account, id)).await?.map(|row| User::new(row.record)))
}

/// Makes a user, who may do nothing yet.
///
/// # Errors
/// [`UserRefused::AlreadyExists`], [`UserRefused::LimitExceeded`].
pub async fn create(
    txn: &mut Txn,
    among: &Permitted<CreateUser, Collection>,
    new: NewUser,
    quotas: &Quotas,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<User, UserRefused> {
    let account = among.account();
    let index = rows::user_name(account, &new.name);
    if txn.get::<UserNameRecord>(&index).await?.is_some() {
        return Err(UserRefused::AlreadyExists);
    }
    if !quotas.admit(txn.store(), account, Counted::Users).await? {
        return Err(UserRefused::LimitExceeded);
    }
    let (id, now) = (UserId::new(clock, entropy), clock.now());
    let Details { display_name, mobile_phone, email, comments } = new.details;
    let record = UserRecord {
        account,
        id,
        name: new.name,
        display_name,
        mobile_phone,
        email,
        comments,
        created: now,
        updated: now,
        tags: Vec::new(),
        sessions_not_before: None,
        unknown: Unknown::NONE,
    };
    // Two ids of one millisecond may meet: the row must not be there.
    txn.require(&rows::user(account, id), rampart_vocab::Revision::ZERO);
    txn.put(&index, UserNameRecord { id, unknown: Unknown::NONE });
    txn.put(&rows::user(account, id), record.clone());
    Ok(User::new(Arc::new(record)))
}

/// What there is to say of a user.
pub fn get(user: &Permitted<GetUser, User>) -> &UserRecord {
    user
}

/// The account's users by name.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list(
    txn: &mut Txn,
    among: &Permitted<ListUsers, Collection>,
    listing: &Listing,
) -> Result<Listed<User>, StoreFailed> {
    page(txn, among.account(), listing).await
}

pub(crate) async fn page(
    txn: &mut Txn,
    account: AccountId,
    listing: &Listing,
) -> Result<Listed<User>, StoreFailed> {
    let find = async |txn: &mut Txn, index: &UserNameRecord| find_by_id(txn, account, index.id).await;
    listing.by_name(txn, &rows::user_names(account), find).await
}

/// Renames a user, or changes what people read of it. Attachments and keys stay; policies that name it do not
/// follow.
///
/// # Errors
/// [`UserRefused::AlreadyExists`] when another user bears the name.
pub async fn update(
    txn: &mut Txn,
    user: &Permitted<UpdateUser, User>,
    new_name: Option<UserName>,
    details: Details,
    now: Timestamp,
) -> Result<User, UserRefused> {
    let mut record = UserRecord::clone(user);
    if let Some(name) = new_name.filter(|name| *name != record.name) {
        let (old, new) =
            (rows::user_name(record.account, &record.name), rows::user_name(record.account, &name));
        if old != new {
            if txn.get::<UserNameRecord>(&new).await?.is_some() {
                return Err(UserRefused::AlreadyExists);
            }
            txn.delete(&old);
            txn.put(&new, UserNameRecord { id: record.id, unknown: Unknown::NONE });
        }
        record.name = name;
        // Rights that policies and trust policies give or take by name change hands.
        epoch::advance(txn, record.account);
    }
    record.display_name = details.display_name.or(record.display_name);
    record.mobile_phone = details.mobile_phone.or(record.mobile_phone);
    record.email = details.email.or(record.email);
    record.comments = details.comments.or(record.comments);
    record.updated = now;
    txn.put(&rows::user(record.account, record.id), record.clone());
    Ok(User::new(Arc::new(record)))
}

/// Deletes a user that holds nothing any more. Its sessions, and those of roles that it wears, end with it.
///
/// # Errors
/// [`UserRefused::HasGroup`], [`UserRefused::HasAccessKey`], [`UserRefused::HasLoginProfile`],
/// [`UserRefused::HasPolicy`].
pub async fn delete(txn: &mut Txn, user: &Permitted<DeleteUser, User>) -> Result<(), UserRefused> {
    let (account, id) = (user.account(), user.id);
    if membership::is_in_any(txn, account, id).await? {
        return Err(UserRefused::HasGroup);
    }
    let keys = rows::access_keys_of(account, Some(id)).prefix();
    if !txn.scan::<MarkRecord>(&keys, Page::first(1)).await?.is_empty() {
        return Err(UserRefused::HasAccessKey);
    }
    if login::has_profile(txn, account, id).await? {
        return Err(UserRefused::HasLoginProfile);
    }
    if attachment::holds_any(txn, account, Bearer::User(id)).await? {
        return Err(UserRefused::HasPolicy);
    }
    txn.delete(&rows::user_name(account, &user.name));
    txn.delete(&rows::user(account, id));
    epoch::advance(txn, account);
    Ok(())
}

impl User {
    pub(crate) fn new(record: Arc<UserRecord>) -> Self {
        let arn = Arn::from_parts("ram", "*", &record.account.to_string(), &format!("user/{}", record.name));
        Self { record, arn }
    }
}

impl Deref for User {
    type Target = UserRecord;

    fn deref(&self) -> &UserRecord {
        &self.record
    }
}

impl Resource for User {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.record.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        tag::condition(&self.record.tags, key)
    }
}
