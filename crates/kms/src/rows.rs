//! Where the rows stand, and how the pairs that must agree are written together.
//!
//! Each kind of row has a range of its own, so that a scan of keys never passes over their versions; ids grow
//! with time, so what is made together lies together in every range.

use rampart_seal::WrappingKey;
use rampart_store::{Path, PathBuilder, Range, Segment, StoreFailed, Txn, Unknown, path, prefix};
use rampart_vocab::{AccountId, KeyId, KeyVersionId, RegionId, Timestamp};

use crate::{
    alias::AliasName,
    material::VersionPlace,
    records::{
        AliasOfKeyRecord, AliasRecord, DeletionRecord, VersionOwnerRecord, VersionRecord, WrappingRecord,
    },
};

/// A key.
pub(crate) fn key(account: AccountId, id: KeyId) -> Path {
    path!["key", account, id]
}

/// An account's keys, by the time they were made.
pub(crate) fn keys(account: AccountId) -> Range {
    prefix!["key", account]
}

/// A version under its key.
pub(crate) fn version(place: VersionPlace) -> Path {
    path!["key-version", place.account, place.key, place.version]
}

/// A key's versions, by the time they were made.
pub(crate) fn versions(account: AccountId, key: KeyId) -> Range {
    prefix!["key-version", account, key]
}

/// The index from a version to its key.
pub(crate) fn version_owner(version: KeyVersionId) -> Path {
    path!["version", version]
}

/// An account's wrapping key.
pub(crate) fn wrapping(account: AccountId) -> Path {
    path!["kms", "wrapping", account]
}

/// An alias, unique in account and region.
pub(crate) fn alias(account: AccountId, region: &RegionId, name: &AliasName) -> Path {
    path!["alias", account, region, name.stem()]
}

/// An account's aliases in a region, by name.
pub(crate) fn aliases(account: AccountId, region: &RegionId) -> Range {
    prefix!["alias", account, region]
}

/// One alias of a key.
pub(crate) fn alias_of_key(account: AccountId, key: KeyId, region: &RegionId, name: &AliasName) -> Path {
    path!["key-alias", account, key, region, name.stem()]
}

/// A key's aliases in a region, by name.
pub(crate) fn aliases_of_key_in(account: AccountId, key: KeyId, region: &RegionId) -> Range {
    prefix!["key-alias", account, key, region]
}

/// All of a key's aliases.
pub(crate) fn aliases_of_key(account: AccountId, key: KeyId) -> Range {
    prefix!["key-alias", account, key]
}

/// A deletion that waits, by its date.
pub(crate) fn deletion(due: Timestamp, account: AccountId, key: KeyId) -> Path {
    path!["key-deletion", Due(due), account, key]
}

/// The deletions that are due: those dated up to and including `now`.
pub(crate) fn deletions_due(now: Timestamp) -> Range {
    let beyond = Timestamp::from_second(now.as_second().saturating_add(1)).unwrap_or(now);
    Range::between(&path!["key-deletion", ""], &path!["key-deletion", Due(beyond)])
}

/// The key that has this version, whichever account it belongs to.
pub(crate) async fn key_of_version(
    txn: &mut Txn,
    version: KeyVersionId,
) -> Result<Option<(AccountId, KeyId)>, StoreFailed> {
    // A version never changes its key; the key's own row guards what follows.
    let row = txn.peek::<VersionOwnerRecord>(&version_owner(version)).await?;
    Ok(row.map(|row| (row.record.account, row.record.key)))
}

/// Writes a version and the index by which a ciphertext finds its key.
pub(crate) fn put_version(txn: &mut Txn, place: VersionPlace, created: Timestamp, material: Vec<u8>) {
    let VersionPlace { account, key, version: id } = place;
    txn.put(&version(place), VersionRecord { created, material, unknown: Unknown::NONE });
    txn.put(&version_owner(id), VersionOwnerRecord { account, key, unknown: Unknown::NONE });
}

/// Writes an account's wrapping key.
pub(crate) fn put_wrapping(txn: &mut Txn, account: AccountId, created: Timestamp, key: &WrappingKey) {
    let key = rampart_seal::SecretArray::new(*key.expose_secret());
    txn.put(&wrapping(account), WrappingRecord { created, key, unknown: Unknown::NONE });
}

/// Writes both directions of an alias.
pub(crate) fn put_alias(
    txn: &mut Txn,
    account: AccountId,
    region: &RegionId,
    name: &AliasName,
    key: KeyId,
    bound: Timestamp,
) {
    txn.put(&alias(account, region, name), AliasRecord { key, bound, unknown: Unknown::NONE });
    txn.put(&alias_of_key(account, key, region, name), AliasOfKeyRecord { bound, unknown: Unknown::NONE });
}

/// Writes a deletion that waits.
pub(crate) fn put_deletion(txn: &mut Txn, due: Timestamp, account: AccountId, key: KeyId) {
    txn.put(&deletion(due, account, key), DeletionRecord { account, key, unknown: Unknown::NONE });
}

/// A date of twelve digits, so that rows stand in the order of time.
struct Due(Timestamp);

impl Segment for Due {
    fn write(&self, path: &mut PathBuilder) {
        path.shown(format_args!("{:012}", self.0.as_second().max(0)));
    }
}
