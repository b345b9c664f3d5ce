//! Decoded records by path, the latest version of each, bounded by their bytes.
//!
//! A record enters when it is committed, or read from a snapshot that no later change of its shard has overtaken.
//! Absence is not cached. What a reader may use is decided in `transaction`.

use std::{
    any::Any,
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    mem,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use rampart_vocab::Revision;

use crate::{Path, backend::Decoded};

const SHARDS: usize = 64;
/// What an entry costs beside its record, roughly.
const ENTRY_BYTES: usize = 256;

/// A row's latest version; its record, if someone decoded it; and one value that a reader derived from the record.
pub(crate) struct Entry {
    pub(crate) version: Revision,
    pub(crate) record: Option<Arc<dyn Any + Send + Sync>>,
    pub(crate) derived: OnceLock<Arc<dyn Any + Send + Sync>>,
    bytes: usize,
}

impl Entry {
    pub(crate) fn new(version: Revision, decoded: Option<Decoded>) -> Self {
        let bytes = decoded.as_ref().map_or(0, |decoded| decoded.bytes);
        Self { version, record: decoded.map(|decoded| decoded.record), derived: OnceLock::new(), bytes }
    }
}

pub(crate) struct Cache {
    shards: Box<[Mutex<Shard>]>,
    hasher: RandomState,
    shard_bytes_max: usize,
}

/// Two generations: what is used moves to the young one; when that is full, the old one goes as a whole.
#[derive(Default)]
struct Shard {
    young: HashMap<Path, Arc<Entry>>,
    old: HashMap<Path, Arc<Entry>>,
    young_bytes: usize,
    last_change: Revision,
}

impl Cache {
    /// A cache of about `bytes_max` bytes of plaintext records.
    pub(crate) fn new(bytes_max: usize) -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            shard_bytes_max: bytes_max / SHARDS / 2,
        }
    }

    pub(crate) fn get(&self, path: &Path) -> Option<Arc<Entry>> {
        let mut shard = self.shard(path)?;
        if let Some(entry) = shard.young.get(path) {
            return Some(entry.clone());
        }
        let (path, entry) = shard.old.remove_entry(path)?;
        self.put(&mut shard, path, entry.clone());
        Some(entry)
    }

    /// A commit wrote or deleted this row.
    pub(crate) fn changed(&self, path: &Path, entry: Option<Arc<Entry>>, revision: Revision) {
        let Some(mut shard) = self.shard(path) else { return };
        shard.last_change = revision;
        shard.forget(path);
        if let Some(entry) = entry {
            self.put(&mut shard, path.clone(), entry);
        }
    }

    /// A row was read from the snapshot at `seen`; dropped when the shard has changed since.
    pub(crate) fn fill(&self, path: &Path, entry: Arc<Entry>, seen: Revision) {
        let Some(mut shard) = self.shard(path) else { return };
        if shard.last_change <= seen {
            shard.forget(path);
            self.put(&mut shard, path.clone(), entry);
        }
    }

    fn put(&self, shard: &mut Shard, path: Path, entry: Arc<Entry>) {
        shard.young_bytes += entry.bytes + ENTRY_BYTES;
        shard.young.insert(path, entry);
        if shard.young_bytes > self.shard_bytes_max {
            shard.old = mem::take(&mut shard.young);
            shard.young_bytes = 0;
        }
    }

    fn shard(&self, path: &Path) -> Option<MutexGuard<'_, Shard>> {
        let hash = self.hasher.hash_one(path);
        let shard = self.shards.get((hash >> 58) as usize % SHARDS)?;
        Some(shard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Shard {
    fn forget(&mut self, path: &Path) {
        if let Some(entry) = self.young.remove(path) {
            self.young_bytes -= entry.bytes + ENTRY_BYTES;
        }
        self.old.remove(path);
    }
}
