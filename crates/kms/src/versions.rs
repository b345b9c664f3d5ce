//! Versions of a key: the newest seals, every one opens what it sealed, and none is ever switched off.

use rampart_authz::Permitted;
use rampart_store::{Page, Txn};
use rampart_vocab::{Clock, Entropy, KeyId, KeyVersionId, Timestamp};

use crate::{
    Key, KeyRefused,
    actions::{CreateKeyVersion, DescribeKeyVersion, ListKeyVersions},
    lifecycle::{rewrite, whole_seconds},
    limits,
    list::{Listed, PageAsk},
    material::{self, VersionPlace},
    records::VersionRecord,
    rows,
    state::Admitted,
};

/// What is told of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionFacts {
    /// The key.
    pub key: KeyId,
    /// The version.
    pub version: KeyVersionId,
    /// When it was made.
    pub created: Timestamp,
}

/// Adds a version of fresh material, which seals from now on; the older ones go on opening.
///
/// # Errors
/// The state's refusal, or [`KeyRefused::TooManyVersions`].
pub async fn create(
    txn: &mut Txn,
    key: &Permitted<CreateKeyVersion, Key>,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<VersionFacts, KeyRefused> {
    let key = Admitted::look(key)?;
    let count = key.record().versions;
    if usize::try_from(count).unwrap_or(usize::MAX) >= limits::VERSIONS_PER_KEY_MAX {
        return Err(KeyRefused::TooManyVersions);
    }
    let created = whole_seconds(clock.now());
    let version = KeyVersionId::new(clock, entropy);
    material::make(txn, VersionPlace { account: key.account_id(), key: key.id(), version }, created, entropy)
        .await?;
    rewrite(txn, &key, |record| {
        record.primary = version;
        record.versions = count + 1;
        record.rotated = Some(created);
    });
    Ok(VersionFacts { key: key.id(), version, created })
}

/// One version.
///
/// # Errors
/// [`KeyRefused::NoSuchVersion`].
pub async fn describe(
    txn: &mut Txn,
    key: &Permitted<DescribeKeyVersion, Key>,
    version: KeyVersionId,
) -> Result<VersionFacts, KeyRefused> {
    let place = VersionPlace { account: key.account_id(), key: key.id(), version };
    let row = txn.get::<VersionRecord>(&rows::version(place)).await?.ok_or(KeyRefused::NoSuchVersion)?;
    Ok(VersionFacts { key: key.id(), version, created: row.record.created })
}

/// A page of a key's versions, the oldest first.
///
/// # Errors
/// [`KeyRefused::Store`].
pub async fn list(
    txn: &mut Txn,
    key: &Permitted<ListKeyVersions, Key>,
    page: PageAsk,
) -> Result<Listed<VersionFacts>, KeyRefused> {
    // Fifty versions at most: all of them are read for the total.
    let limit = Page::first(limits::VERSIONS_PER_KEY_MAX);
    let rows = txn.scan::<VersionRecord>(&rows::versions(key.account_id(), key.id()), limit).await?;
    let versions = rows.into_iter().filter_map(|(path, row)| {
        let version = path.last_segment().parse().ok()?;
        Some(VersionFacts { key: key.id(), version, created: row.record.created })
    });
    Ok(page.of(versions))
}
