//! What lists are answered from: every key's digest and every alias, in memory, kept by the store's commits.
//!
//! It holds nothing that the store does not, and no material. Until it is ready, and whenever nobody follows the
//! commits for it, lists read the store.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use rampart_store::{Change, Page, Path, Range, Row, Store, StoreFailed, Watch, prefix};
use rampart_vocab::{AccountId, KeyId, RegionId, Revision};
use tokio::sync::watch;

use crate::{
    alias::AliasName,
    list::KeyDigest,
    records::{AliasRecord, KeyRecord},
};

/// Rows read at a time when the index is filled.
const FILL_ROWS: usize = 1000;

/// The index.
pub(crate) struct Index {
    accounts: RwLock<Accounts>,
    /// The commit up to which it is kept; nothing while it is not.
    at: watch::Sender<Option<Revision>>,
}

pub(crate) type Accounts = HashMap<AccountId, Account>;

/// One account's keys, by the time they were made, and its aliases, by name.
#[derive(Default)]
pub(crate) struct Account {
    pub(crate) keys: Vec<(KeyId, KeyDigest)>,
    pub(crate) aliases: BTreeMap<(RegionId, AliasName), KeyId>,
}

/// A row that the index keeps.
enum Kept {
    Key(AccountId, KeyId),
    Alias(AccountId, RegionId, AliasName),
}

impl Index {
    pub(crate) fn new() -> Self {
        Self { accounts: RwLock::default(), at: watch::Sender::new(None) }
    }

    pub(crate) fn is_kept(&self) -> bool {
        self.at.borrow().is_some()
    }

    /// The index as of `revision` or later; `None` when it is not kept at the moment. Waits for the follower, who is
    /// a few commits behind at most.
    pub(crate) async fn at(&self, revision: Revision) -> Option<RwLockReadGuard<'_, Accounts>> {
        let mut at = self.at.subscribe();
        let reached = at.wait_for(|at| at.is_none_or(|at| at >= revision)).await;
        let kept = reached.is_ok_and(|at| at.is_some());
        kept.then(|| self.accounts.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Fills the index and keeps it, for as long as the future lives.
    pub(crate) async fn follow(&self, store: &Store) -> StoreFailed {
        // However this ends, lists must not wait for a follower that is gone.
        let _until_dropped = Unready(&self.at);
        loop {
            let mut watch = store.watch(store.revision());
            if let Err(failed) = self.fill(store, &mut watch).await {
                return failed;
            }
            self.at.send_replace(Some(watch.revision()));
            while let Ok(change) = watch.next().await {
                if let Err(failed) = self.apply(store, kept_of(&change)).await {
                    return failed;
                }
                self.at.send_replace(Some(change.revision));
            }
            self.at.send_replace(None);
        }
    }

    /// Reads everything, then once more whatever changed meanwhile.
    async fn fill(&self, store: &Store, watch: &mut Watch) -> Result<(), StoreFailed> {
        loop {
            let mut changed = HashSet::new();
            let mut fresh = Accounts::new();
            let mut lagged = false;
            let mut note = |change: Result<Change, _>| match change {
                Ok(change) => changed.extend(change.paths.iter().filter(|path| may_be_kept(path)).cloned()),
                Err(rampart_store::Lagged) => lagged = true,
            };
            scan_all(store, watch, &mut note, &prefix!["key"], |path, row: Row<KeyRecord>| {
                put(&mut fresh, Kept::of(path), Found::Key(&row));
            })
            .await?;
            scan_all(store, watch, &mut note, &prefix!["alias"], |path, row: Row<AliasRecord>| {
                put(&mut fresh, Kept::of(path), Found::Alias(&row));
            })
            .await?;
            if lagged {
                continue;
            }
            *self.accounts.write().unwrap_or_else(PoisonError::into_inner) = fresh;
            return self.apply(store, changed.iter().filter_map(Kept::of).collect()).await;
        }
    }

    /// Reads the rows as they stand now and enters them; a row read later than its change is right all the same.
    async fn apply(&self, store: &Store, kept: Vec<Kept>) -> Result<(), StoreFailed> {
        for one in kept {
            let mut txn = store.begin();
            match one {
                Kept::Key(account, id) => {
                    let row = txn.peek::<KeyRecord>(&crate::rows::key(account, id)).await?;
                    let found = row.as_deref().map_or(Found::Nothing, Found::Key);
                    put(&mut self.write(), Some(one), found);
                }
                Kept::Alias(account, ref region, ref name) => {
                    let row = txn.peek::<AliasRecord>(&crate::rows::alias(account, region, name)).await?;
                    let found = row.as_deref().map_or(Found::Nothing, Found::Alias);
                    put(&mut self.write(), Some(one), found);
                }
            }
        }
        Ok(())
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Accounts> {
        self.accounts.write().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Unready<'a>(&'a watch::Sender<Option<Revision>>);

impl Drop for Unready<'_> {
    fn drop(&mut self) {
        self.0.send_replace(None);
    }
}

/// Gives every row of a range to `take`, page by page, and every commit that comes meanwhile to `note`, so that the
/// watch does not fall behind however long it takes.
async fn scan_all<R: rampart_store::Record>(
    store: &Store,
    watch: &mut Watch,
    note: &mut impl FnMut(Result<Change, rampart_store::Lagged>),
    range: &Range,
    mut take: impl FnMut(&Path, Row<R>),
) -> Result<(), StoreFailed> {
    let mut page = Page::first(FILL_ROWS);
    loop {
        let rows = store.begin().peek_scan::<R>(range, page.clone()).await?;
        let last = (rows.len() == FILL_ROWS).then(|| rows.last().map(|(path, _)| path.clone())).flatten();
        for (path, row) in rows {
            take(&path, row);
        }
        while let Some(change) = at_once(watch).await {
            note(change);
        }
        match last {
            Some(last) => page = Page::first(FILL_ROWS).after(last),
            None => return Ok(()),
        }
    }
}

/// The next commit if it is there already.
async fn at_once(watch: &mut Watch) -> Option<Result<Change, rampart_store::Lagged>> {
    tokio::select! {
        biased;
        change = watch.next() => Some(change),
        () = std::future::ready(()) => None,
    }
}

enum Found<'a> {
    Key(&'a KeyRecord),
    Alias(&'a AliasRecord),
    Nothing,
}

fn put(accounts: &mut Accounts, kept: Option<Kept>, found: Found<'_>) {
    match (kept, found) {
        (Some(Kept::Key(account, id)), Found::Key(record)) => {
            let keys = &mut accounts.entry(account).or_default().keys;
            let digest = KeyDigest::of(record);
            match keys.binary_search_by_key(&id, |(id, _)| *id) {
                Ok(at) => {
                    if let Some((_, kept)) = keys.get_mut(at) {
                        *kept = digest;
                    }
                }
                Err(at) => keys.insert(at, (id, digest)),
            }
        }
        (Some(Kept::Key(account, id)), _) => {
            let keys = &mut accounts.entry(account).or_default().keys;
            if let Ok(at) = keys.binary_search_by_key(&id, |(id, _)| *id) {
                keys.remove(at);
            }
        }
        (Some(Kept::Alias(account, region, name)), Found::Alias(record)) => {
            accounts.entry(account).or_default().aliases.insert((region, name), record.key);
        }
        (Some(Kept::Alias(account, region, name)), _) => {
            accounts.entry(account).or_default().aliases.remove(&(region, name));
        }
        (None, _) => {}
    }
}

impl Kept {
    fn of(path: &Path) -> Option<Self> {
        if !may_be_kept(path) {
            return None;
        }
        let segments: Vec<String> = path.segments().collect();
        match segments.as_slice() {
            [kind, account, id] if kind == "key" => Some(Self::Key(account.parse().ok()?, id.parse().ok()?)),
            [kind, account, region, stem] if kind == "alias" => {
                Some(Self::Alias(account.parse().ok()?, region.parse().ok()?, AliasName::of_stem(stem)?))
            }
            _ => None,
        }
    }
}

fn kept_of(change: &Change) -> Vec<Kept> {
    change.paths.iter().filter_map(Kept::of).collect()
}

fn may_be_kept(path: &Path) -> bool {
    path.as_str().starts_with("key/") || path.as_str().starts_with("alias/")
}
