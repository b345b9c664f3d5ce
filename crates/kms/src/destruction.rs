//! The end of a key whose date has come, in steps that each fit a transaction.
//!
//! When to come, and the record of having done so, is the server's worker's matter.

use rampart_store::{Page, Path, Txn};
use rampart_vocab::{AccountId, KeyId, RegionId, Timestamp};

use crate::{
    KeyRefused,
    alias::AliasName,
    records::{AliasOfKeyRecord, DeletionRecord, KeyRecord, Standing, VersionRecord},
    rows,
};

/// What one step of destruction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destroyed {
    /// Nothing is due.
    Nothing,
    /// A part of this key; there is more.
    Part(AccountId, KeyId),
    /// The last of this key: nothing that it sealed can ever be opened.
    Whole(AccountId, KeyId),
}

/// One step of destroying what is due at `now`: first aliases, then versions, at last the key, so much as one
/// transaction takes. The caller commits and comes again until [`Destroyed::Nothing`].
///
/// No permit is asked: it carries out what ScheduleKeyDeletion was permitted. Without a permit nothing else
/// changes a key, and nothing at all reads one out.
///
/// # Errors
/// [`KeyRefused::Store`].
pub async fn destroy_due(txn: &mut Txn, now: Timestamp) -> Result<Destroyed, KeyRefused> {
    /// Versions or aliases in one step, two rows each.
    const STEP: usize = 40;
    let due = txn.scan::<DeletionRecord>(&rows::deletions_due(now), Page::first(1)).await?;
    let Some((path, row)) = due.into_iter().next() else { return Ok(Destroyed::Nothing) };
    let (account, id) = (row.record.account, row.record.key);
    let Some(key) = txn.get::<KeyRecord>(&rows::key(account, id)).await? else {
        txn.delete(&path);
        return Ok(Destroyed::Whole(account, id));
    };
    if !matches!(key.record.standing, Standing::PendingDeletion(due) if due <= now) {
        txn.delete(&path);
        return Ok(Destroyed::Part(account, id));
    }
    let aliases = txn.scan::<AliasOfKeyRecord>(&rows::aliases_of_key(account, id), Page::first(STEP)).await?;
    for (path, _) in &aliases {
        txn.delete(path);
        if let Some((region, name)) = alias_in(path) {
            txn.delete(&rows::alias(account, &region, &name));
        }
    }
    if !aliases.is_empty() {
        return Ok(Destroyed::Part(account, id));
    }
    let versions = txn.scan::<VersionRecord>(&rows::versions(account, id), Page::first(STEP)).await?;
    for (path, _) in &versions {
        txn.delete(path);
        if let Ok(version) = path.last_segment().parse() {
            txn.delete(&rows::version_owner(version));
        }
    }
    if versions.len() == STEP {
        return Ok(Destroyed::Part(account, id));
    }
    txn.delete(&rows::key(account, id));
    txn.delete(&path);
    Ok(Destroyed::Whole(account, id))
}

/// A row `key-alias/<account>/<key>/<region>/<stem>` names the alias' own row.
fn alias_in(path: &Path) -> Option<(RegionId, AliasName)> {
    let mut segments = path.segments().skip(3);
    let region = segments.next()?.parse().ok()?;
    Some((region, AliasName::of_stem(&segments.next()?)?))
}
