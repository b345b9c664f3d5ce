//! The end of a key whose date has come, in steps that each fit a transaction.
//!
//! When to come, and the record of having done so, is the server's worker's matter.

use rampart_store::{Page, Path, Row, Txn};
use rampart_vocab::{AccountId, KeyId, RegionId, Timestamp};

use crate::{
    KeyRefused,
    alias::AliasName,
    records::{AliasOfKeyRecord, DeletionRecord, KeyRecord, Standing, VersionRecord},
    rows,
};

/// A deletion whose date has come.
#[derive(Clone, Debug)]
pub struct DueDeletion {
    /// Whose key.
    pub account: AccountId,
    /// Which key.
    pub key: KeyId,
    path: Path,
}

/// What one step of destruction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destroyed {
    /// Nothing: the deletion was taken back, and the key stays.
    TakenBack,
    /// The key: from this commit on nothing that it sealed can be opened. Its versions and aliases are still to go.
    Key,
    /// Some versions or aliases of a key that is gone; there may be more.
    Part,
    /// The last that was left.
    Whole,
}

/// The deletions dated up to and including `until`, by date, the first `count` after `after`.
///
/// # Errors
/// [`KeyRefused::Store`].
pub async fn due(
    txn: &mut Txn,
    until: Timestamp,
    after: Option<&DueDeletion>,
    count: usize,
) -> Result<Vec<DueDeletion>, KeyRefused> {
    let mut page = Page::first(count);
    if let Some(after) = after {
        page = page.after(after.path.clone());
    }
    let rows = txn.peek_scan::<DeletionRecord>(&rows::deletions_due(until), page).await?;
    let one = |(path, row): (Path, Row<DeletionRecord>)| DueDeletion {
        account: row.record.account,
        key: row.record.key,
        path,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// One step of destroying what `due` told of: first the key itself, in a commit of its own, so that until then its
/// deletion can be taken back and after it nothing opens; then versions and aliases, so many as one transaction
/// takes. The caller commits and comes again until [`Destroyed::Whole`].
///
/// No permit is asked: it carries out what ScheduleKeyDeletion was permitted. Without a permit nothing else
/// changes a key, and nothing at all reads one out.
///
/// # Errors
/// [`KeyRefused::Store`].
pub async fn destroy(
    txn: &mut Txn,
    deletion: &DueDeletion,
    until: Timestamp,
) -> Result<Destroyed, KeyRefused> {
    /// Versions or aliases in one step, two rows each.
    const STEP: usize = 40;
    let (account, id, path) = (deletion.account, deletion.key, &deletion.path);
    if txn.get::<DeletionRecord>(path).await?.is_none() {
        return Ok(Destroyed::TakenBack);
    }
    if let Some(key) = txn.get::<KeyRecord>(&rows::key(account, id)).await? {
        if matches!(key.record.standing, Standing::PendingDeletion(due) if due <= until) {
            txn.delete(&rows::key(account, id));
            return Ok(Destroyed::Key);
        }
        txn.delete(path);
        return Ok(Destroyed::TakenBack);
    }
    let versions = txn.scan::<VersionRecord>(&rows::versions(account, id), Page::first(STEP)).await?;
    for (path, _) in &versions {
        txn.delete(path);
        if let Ok(version) = path.last_segment().parse() {
            txn.delete(&rows::version_owner(version));
        }
    }
    if !versions.is_empty() {
        return Ok(Destroyed::Part);
    }
    let aliases = txn.scan::<AliasOfKeyRecord>(&rows::aliases_of_key(account, id), Page::first(STEP)).await?;
    for (path, _) in &aliases {
        txn.delete(path);
        if let Some((region, name)) = alias_in(path) {
            txn.delete(&rows::alias(account, &region, &name));
        }
    }
    if aliases.len() == STEP {
        return Ok(Destroyed::Part);
    }
    txn.delete(path);
    Ok(Destroyed::Whole)
}

/// A row `key-alias/<account>/<key>/<region>/<stem>` names the alias' own row.
fn alias_in(path: &Path) -> Option<(RegionId, AliasName)> {
    let mut segments = path.segments().skip(3);
    let region = segments.next()?.parse().ok()?;
    Some((region, AliasName::of_stem(&segments.next()?)?))
}
