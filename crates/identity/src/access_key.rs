//! Access keys: the lasting credentials of users and of the account itself.
//!
//! How a request is checked with one stands in `authenticate`.

use std::sync::Arc;

use rampart_authz::{Permitted, Resource};
use rampart_seal::SecretString;
use rampart_store::{Page, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccessKeyId, AccountId, Arn, Clock, Entropy, UserId, ids};

use crate::{
    actions::ram::{CreateAccessKey, DeleteAccessKey, ListAccessKeys, UpdateAccessKey},
    epoch,
    record::{AccessKeyRecord, MarkRecord},
    rows,
    user::User,
};

/// Access keys of one owner at most. Source: RAM, limits.
pub const ACCESS_KEYS_MAX: usize = 2;
/// Characters of a secret, as in the vendor's samples.
const SECRET_CHARS: usize = 30;

/// Whose access keys are meant.
#[derive(Clone, Debug)]
pub enum KeyOwner {
    /// A user.
    User(User),
    /// The account itself.
    Account {
        /// Which.
        account: AccountId,
        /// Its name to policies, which do not bind it.
        arn: Arn,
    },
}

/// Why an access key is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum AccessKeyRefused {
    /// The owner has no such key.
    #[error("the user has no such access key, list its access keys to see those that it has")]
    NotFound,
    /// The owner has as many as he may.
    #[error("the user has as many access keys as it may, delete one first")]
    LimitExceeded,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Makes an access key. Its secret is shown by this call's answer alone.
///
/// # Errors
/// [`AccessKeyRefused::LimitExceeded`].
pub async fn create(
    txn: &mut Txn,
    owner: &Permitted<CreateAccessKey, KeyOwner>,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<AccessKeyRecord, AccessKeyRefused> {
    if keys_of(txn, owner).await?.len() >= ACCESS_KEYS_MAX {
        return Err(AccessKeyRefused::LimitExceeded);
    }
    let key = AccessKeyRecord {
        account: owner.account(),
        owner: owner.user_id(),
        id: AccessKeyId::new(entropy),
        secret: fresh_secret(entropy),
        active: true,
        created: clock.now(),
        unknown: Unknown::NONE,
    };
    put_new(txn, key.clone());
    Ok(key)
}

/// The owner's access keys, by id. Their secrets stay where they are.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list(
    txn: &mut Txn,
    owner: &Permitted<ListAccessKeys, KeyOwner>,
) -> Result<Vec<Arc<AccessKeyRecord>>, StoreFailed> {
    let mut keys = Vec::new();
    for id in keys_of(txn, owner).await? {
        let key = txn.get::<AccessKeyRecord>(&rows::access_key(&id)).await?;
        keys.extend(key.map(|row| row.record));
    }
    Ok(keys)
}

/// Lets a key be used, or no longer; then its next request is refused.
///
/// # Errors
/// [`AccessKeyRefused::NotFound`].
pub async fn set_active(
    txn: &mut Txn,
    owner: &Permitted<UpdateAccessKey, KeyOwner>,
    id: &AccessKeyId,
    active: bool,
) -> Result<(), AccessKeyRefused> {
    let key = owned(txn, owner, id).await?;
    if !active {
        epoch::advance(txn, key.account);
    }
    txn.put(&rows::access_key(id), AccessKeyRecord { active, ..(*key).clone() });
    Ok(())
}

/// Deletes a key.
///
/// # Errors
/// [`AccessKeyRefused::NotFound`].
pub async fn delete(
    txn: &mut Txn,
    owner: &Permitted<DeleteAccessKey, KeyOwner>,
    id: &AccessKeyId,
) -> Result<(), AccessKeyRefused> {
    let key = owned(txn, owner, id).await?;
    txn.delete(&rows::access_key(id));
    txn.delete(&rows::access_key_used(id));
    txn.delete(&rows::access_keys_of(key.account, key.owner).then(id));
    epoch::advance(txn, key.account);
    Ok(())
}

pub(crate) fn put_new(txn: &mut Txn, key: AccessKeyRecord) {
    let index = rows::access_keys_of(key.account, key.owner).then(&key.id);
    txn.put(&index, MarkRecord { unknown: Unknown::NONE });
    txn.put(&rows::access_key(&key.id.clone()), key);
}

pub(crate) fn fresh_secret(entropy: &dyn Entropy) -> SecretString {
    ids::alphanumeric::<SECRET_CHARS>(entropy).into()
}

async fn keys_of(txn: &mut Txn, owner: &KeyOwner) -> Result<Vec<AccessKeyId>, StoreFailed> {
    let rows = rows::access_keys_of(owner.account(), owner.user_id()).prefix();
    let found = txn.scan::<MarkRecord>(&rows, Page::first(ACCESS_KEYS_MAX + 1)).await?;
    Ok(found.iter().filter_map(|(path, _)| path.last_segment().parse().ok()).collect())
}

/// The key, if it is this owner's: another's is not there.
pub(crate) async fn owned(
    txn: &mut Txn,
    owner: &KeyOwner,
    id: &AccessKeyId,
) -> Result<Arc<AccessKeyRecord>, AccessKeyRefused> {
    let found = txn.get::<AccessKeyRecord>(&rows::access_key(id)).await?;
    let own = found.filter(|key| key.account == owner.account() && key.owner == owner.user_id());
    own.map(|row| row.record).ok_or(AccessKeyRefused::NotFound)
}

impl KeyOwner {
    /// The account itself.
    pub fn account_itself(account: AccountId) -> Self {
        Self::Account { account, arn: Arn::from_parts("ram", "*", &account.to_string(), "root") }
    }

    fn user_id(&self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user.id),
            Self::Account { .. } => None,
        }
    }
}

impl Resource for KeyOwner {
    fn arn(&self) -> &Arn {
        match self {
            Self::User(user) => user.arn(),
            Self::Account { arn, .. } => arn,
        }
    }

    fn account(&self) -> AccountId {
        match self {
            Self::User(user) => user.account(),
            Self::Account { account, .. } => *account,
        }
    }

    fn condition(&self, key: &str) -> Option<&str> {
        match self {
            Self::User(user) => user.condition(key),
            Self::Account { .. } => None,
        }
    }
}
