//! What the operator of a server may do beside all policies: the account's own access keys, and the end of sessions.
//!
//! He holds the data folder and what opens it, so no policy could keep him from anything; what he does this way is
//! recorded all the same, in the transaction that these functions write to.

use rampart_seal::SecretArray;
use rampart_store::{Page, Row, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccessKeyId, AccountId, Clock, Entropy, Timestamp};

use crate::{
    access_key::{self, fresh_secret},
    account::RootCredentials,
    epoch,
    name::{RoleName, UserName},
    record::{AccessKeyRecord, AccountRecord, MarkRecord, TokenKeyRecord},
    role, rows, session, user,
};

/// The proof that somebody opened the store with its root key, outside a running server. Made by `server` alone.
pub struct Operator(());

impl Operator {
    /// For whoever has just opened the store.
    pub const fn with_the_store_open() -> Self {
        Self(())
    }
}

/// Whose sessions are to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's who wears this role.
    Role(RoleName),
    /// A user's own, and those of the roles that he wears.
    User(UserName),
    /// The account's own, and those of roles that were worn from it.
    Account,
    /// One session, named by the access key id that its requests show.
    Session(AccessKeyId),
}

/// Why the operator does not get what he asks for.
#[derive(Debug, thiserror::Error)]
pub enum OperatorRefused {
    /// No such account.
    #[error("the store has no such account, look at the AccountId in root-credentials.json")]
    NoAccount,
    /// No such role.
    #[error("there is no role `{0}`, its sessions ended when it was deleted")]
    NoRole(RoleName),
    /// No such user.
    #[error("there is no user `{0}`, his sessions ended when he was deleted")]
    NoUser(UserName),
    /// An access key that is not a session's.
    #[error(
        "`{0}` is no session's access key id, which begins with `STS.`; disable a lasting key by UpdateAccessKey"
    )]
    NoSession(AccessKeyId),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Gives the account a new root access key beside those that it has, and ends the sessions that came through them.
///
/// Once the new one is kept safe, [`delete_other_root_keys`] takes the others away: a crash between leaves both.
///
/// # Errors
/// [`OperatorRefused::NoAccount`].
pub async fn add_root_key(
    txn: &mut Txn,
    _: &Operator,
    account: AccountId,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<RootCredentials, OperatorRefused> {
    let found = account_row(txn, account).await?;
    let (id, secret, now) = (AccessKeyId::new(entropy), fresh_secret(entropy), clock.now());
    let key = AccessKeyRecord {
        account,
        owner: None,
        id: id.clone(),
        secret: secret.clone(),
        active: true,
        created: now,
        unknown: Unknown::NONE,
    };
    access_key::put_new(txn, key);
    let record = AccountRecord { root_key: id.clone(), sessions_not_before: Some(now), ..found.cloned() };
    txn.put(&rows::account(account), record);
    epoch::advance(txn, account);
    Ok(RootCredentials { account, access_key_id: id, secret })
}

/// Deletes every access key of the account itself but the last that [`add_root_key`] made; gives their ids.
///
/// # Errors
/// [`OperatorRefused::NoAccount`].
pub async fn delete_other_root_keys(
    txn: &mut Txn,
    _: &Operator,
    account: AccountId,
) -> Result<Vec<AccessKeyId>, OperatorRefused> {
    let kept = account_row(txn, account).await?.root_key.clone();
    let mut others = root_keys(txn, account).await?;
    others.retain(|id| *id != kept);
    for id in &others {
        txn.delete(&rows::access_key(id));
        txn.delete(&rows::access_key_used(id));
        txn.delete(&rows::access_keys_of(account, None).then(id));
    }
    epoch::advance(txn, account);
    Ok(others)
}

/// Lets no access key of the account itself be used any more, nor its console password, and ends the sessions that came
/// through them; gives the keys' ids. [`add_root_key`] is the way back, and
/// [`set_for_account`](crate::login::set_for_account).
///
/// # Errors
/// [`OperatorRefused::NoAccount`].
pub async fn disable_root(
    txn: &mut Txn,
    _: &Operator,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<AccessKeyId>, OperatorRefused> {
    let found = account_row(txn, account).await?;
    let keys = root_keys(txn, account).await?;
    for id in &keys {
        if let Some(key) = txn.get::<AccessKeyRecord>(&rows::access_key(id)).await? {
            txn.put(&rows::access_key(id), AccessKeyRecord { active: false, ..key.cloned() });
        }
    }
    txn.delete(&rows::login_profile(account, None));
    let record = AccountRecord { sessions_not_before: Some(now), ..found.cloned() };
    txn.put(&rows::account(account), record);
    epoch::advance(txn, account);
    Ok(keys)
}

/// Ends sessions before their time.
///
/// # Errors
/// [`OperatorRefused`].
pub async fn end_sessions(
    txn: &mut Txn,
    _: &Operator,
    account: AccountId,
    whose: &Whose,
    now: Timestamp,
) -> Result<(), OperatorRefused> {
    match whose {
        Whose::Role(name) => {
            let role = role::find(txn, account, name).await?;
            let role = role.ok_or_else(|| OperatorRefused::NoRole(name.clone()))?;
            session::end_roles(txn, &role, now);
        }
        Whose::User(name) => {
            let user = user::find(txn, account, name).await?;
            let user = user.ok_or_else(|| OperatorRefused::NoUser(name.clone()))?;
            session::end_users(txn, &user, now);
        }
        Whose::Account => {
            let found = account_row(txn, account).await?;
            session::end_accounts(txn, &found, now);
        }
        Whose::Session(key) if key.is_session() => session::end_key(txn, account, key, now).await?,
        Whose::Session(key) => return Err(OperatorRefused::NoSession(key.clone())),
    }
    Ok(())
}

/// What becomes of the tokens sealed under earlier terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierTokens {
    /// They go on until they expire.
    GoOn,
    /// They end: the key may be known to others, who could make tokens of their own.
    End,
}

/// A term of token keys that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermBegun {
    /// Its number.
    pub term: u32,
    /// Earlier terms whose keys are gone, since no token of theirs can be valid or is to be.
    pub ended: Vec<u32>,
}

/// Begins a new term of token keys; a server that starts after it seals under it.
///
/// # Errors
/// [`StoreFailed`].
pub async fn begin_token_term(
    txn: &mut Txn,
    _: &Operator,
    earlier: EarlierTokens,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<TermBegun, StoreFailed> {
    let now = clock.now();
    let found = txn.scan::<TokenKeyRecord>(&rows::token_keys(), Page::last(TERMS_LOOKED_AT)).await?;
    let term = found.first().map_or(1, |(_, row)| row.term + 1);
    let oldest_token = session::later(now, -session::SESSION_SECONDS_MOST);
    // A term sealed tokens until the next one began; the newest did until now.
    let mut sealed_until = now;
    let mut ended = Vec::new();
    for (path, row) in &found {
        if earlier == EarlierTokens::End || sealed_until < oldest_token {
            txn.delete(path);
            ended.push(row.term);
        }
        sealed_until = row.created;
    }
    let root = SecretArray::random(entropy);
    txn.put(&rows::token_key(term), TokenKeyRecord { term, root, created: now, unknown: Unknown::NONE });
    Ok(TermBegun { term, ended })
}

/// Terms looked at when one begins: within one transaction, and each beginning ends those that are over.
const TERMS_LOOKED_AT: usize = 50;
/// Access keys of the account itself that are read: more than it can have.
const KEYS_LOOKED_AT: usize = 20;

async fn account_row(txn: &mut Txn, account: AccountId) -> Result<Row<AccountRecord>, OperatorRefused> {
    txn.get(&rows::account(account)).await?.ok_or(OperatorRefused::NoAccount)
}

async fn root_keys(txn: &mut Txn, account: AccountId) -> Result<Vec<AccessKeyId>, StoreFailed> {
    let range = rows::access_keys_of(account, None).prefix();
    let found = txn.scan::<MarkRecord>(&range, Page::first(KEYS_LOOKED_AT)).await?;
    Ok(found.iter().filter_map(|(path, _)| path.last_segment().parse().ok()).collect())
}
