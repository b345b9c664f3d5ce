//! Accounts: founded once, with a root access key; never deleted.

use rampart_seal::SecretString;
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::{AccessKeyId, AccountId, Clock, Entropy};

use crate::{
    access_key::{self, fresh_secret},
    epoch,
    record::{AccessKeyRecord, AccountRecord},
    rows,
};

/// The key by which an account's owner begins.
pub struct RootCredentials {
    /// The account.
    pub account: AccountId,
    /// The public half.
    pub access_key_id: AccessKeyId,
    /// The secret half.
    pub secret: SecretString,
}

/// Founds the account, or finds it founded. The same credentials come back each time; none when the first root key
/// has been deleted since.
///
/// # Errors
/// [`StoreFailed`].
pub async fn found(
    txn: &mut Txn,
    id: AccountId,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Option<RootCredentials>, StoreFailed> {
    if let Some(account) = txn.get::<AccountRecord>(&rows::account(id)).await? {
        let key = txn.get::<AccessKeyRecord>(&rows::access_key(&account.root_key)).await?;
        return Ok(key.map(|key| RootCredentials {
            account: id,
            access_key_id: key.id.clone(),
            secret: key.secret.clone(),
        }));
    }
    let (key_id, secret, now) = (AccessKeyId::new(entropy), fresh_secret(entropy), clock.now());
    txn.put(
        &rows::account(id),
        AccountRecord {
            id,
            root_key: key_id.clone(),
            created: now,
            sessions_not_before: None,
            unknown: Unknown::NONE,
        },
    );
    access_key::put_new(
        txn,
        AccessKeyRecord {
            account: id,
            owner: None,
            id: key_id.clone(),
            secret: secret.clone(),
            active: true,
            created: now,
            unknown: Unknown::NONE,
        },
    );
    epoch::advance(txn, id);
    Ok(Some(RootCredentials { account: id, access_key_id: key_id, secret }))
}
