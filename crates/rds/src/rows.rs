//! Where the rows of databases stand.
//!
//! Paths hold ids, but for the names of accounts and databases inside an instance: those are their only identity to
//! the engine and cannot change.

pub(crate) mod edit;

use rampart_store::{Path, Range, path, prefix};
use rampart_vocab::{AccountId, DbInstanceId, ServerId};

use crate::{
    intent::{AccountName, DatabaseName},
    keys::EncryptionKeyId,
    records::Instance,
};

const INSTANCE: &str = "instance";
const ACCOUNT: &str = "instance-account";
const DATABASE: &str = "instance-database";
const LATEST: &str = "instance-latest";
const BY_HOST: &str = "instance-host";
const BY_KEY: &str = "instance-key";
const BY_PORT: &str = "instance-port";
const BY_TOKEN: &str = "instance-token";

pub(crate) fn instance(account: AccountId, id: &DbInstanceId) -> Path {
    path![INSTANCE, account, id]
}

pub(crate) fn instances(account: AccountId) -> Range {
    prefix![INSTANCE, account]
}

/// The account's latest instance. Whoever makes one reads and writes it, so that of two at once the second counts anew.
pub(crate) fn latest(account: AccountId) -> Path {
    path![LATEST, account]
}

pub(crate) fn account(account: AccountId, id: &DbInstanceId, name: &AccountName) -> Path {
    path![ACCOUNT, account, id, name.as_str()]
}

pub(crate) fn accounts(account: AccountId, id: &DbInstanceId) -> Range {
    prefix![ACCOUNT, account, id]
}

pub(crate) fn database(account: AccountId, id: &DbInstanceId, name: &DatabaseName) -> Path {
    path![DATABASE, account, id, name.as_str()]
}

pub(crate) fn databases(account: AccountId, id: &DbInstanceId) -> Range {
    prefix![DATABASE, account, id]
}

pub(crate) fn by_host(host: ServerId, id: &DbInstanceId) -> Path {
    path![BY_HOST, host, id]
}

pub(crate) fn of_host(host: ServerId) -> Range {
    prefix![BY_HOST, host]
}

pub(crate) fn by_key(account: AccountId, key: &EncryptionKeyId, id: &DbInstanceId) -> Path {
    path![BY_KEY, account, key.as_str(), id]
}

pub(crate) fn of_key(account: AccountId, key: &EncryptionKeyId) -> Range {
    prefix![BY_KEY, account, key.as_str()]
}

pub(crate) fn by_port(host: ServerId, port: u16) -> Path {
    path![BY_PORT, host, port]
}

pub(crate) fn by_token(account: AccountId, token: &str) -> Path {
    path![BY_TOKEN, account, token]
}

/// Every row that finds an instance.
pub(crate) fn pointers(instance: &Instance) -> Vec<Path> {
    let Instance { account, id, host, port, .. } = instance;
    let mut paths = vec![by_host(*host, id), by_port(*host, *port)];
    let disk = instance.encryption.as_ref().map(|encryption| &encryption.key);
    let tables = instance.tables.as_ref().map(|tables| &tables.key).filter(|key| disk != Some(key));
    paths.extend(disk.into_iter().chain(tables).map(|key| by_key(*account, key, id)));
    paths.extend(instance.client_token.as_ref().map(|token| by_token(*account, token)));
    paths
}

/// Whose row a changed path is: the instance to look at again.
pub(crate) fn touched(path: &Path) -> Option<(AccountId, DbInstanceId)> {
    let mut segments = path.segments();
    let kind = segments.next()?;
    if ![INSTANCE, ACCOUNT, DATABASE].contains(&kind.as_str()) {
        return None;
    }
    Some((segments.next()?.parse().ok()?, segments.next()?.parse().ok()?))
}
