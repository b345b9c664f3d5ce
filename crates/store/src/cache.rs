//! Decoded records by path, the latest version of each, bounded by their bytes.
//!
//! A record enters when it is committed, or read from a snapshot that no later change of its shard has overtaken.
//! Absence is not cached. What a reader may use is decided in `transaction`.

use std::{
    any::Any,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    mem,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use hashbrown::HashTable;
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

    const fn weight(&self) -> usize {
        self.bytes + ENTRY_BYTES
    }
}

pub(crate) struct Cache {
    shards: Box<[Mutex<Shard>]>,
    /// Keyed, so that nobody can choose names that fall together; each hash goes on from here.
    keyed: DefaultHasher,
    shard_bytes_max: usize,
}

/// Two generations: what is used moves to the young one; when that is full, the old one goes as a whole.
#[derive(Default)]
struct Shard {
    young: HashTable<Slot>,
    old: HashTable<Slot>,
    young_bytes: usize,
    last_change: Revision,
}

struct Slot {
    hash: u64,
    path: Path,
    entry: Arc<Entry>,
}

impl Cache {
    /// A cache of about `bytes_max` bytes of plaintext records. `key` is secret chance.
    pub(crate) fn new(bytes_max: usize, key: [u8; 16]) -> Self {
        let mut keyed = DefaultHasher::new();
        keyed.write(&key);
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            keyed,
            shard_bytes_max: bytes_max / SHARDS / 2,
        }
    }

    pub(crate) fn get(&self, path: &Path) -> Option<Arc<Entry>> {
        let hash = self.hash(path);
        let mut shard = self.shard(hash)?;
        if let Some(slot) = shard.young.find(hash, |slot| slot.path == *path) {
            return Some(slot.entry.clone());
        }
        let slot = take(&mut shard.old, hash, path)?;
        let entry = slot.entry.clone();
        shard.put(slot, self.shard_bytes_max);
        Some(entry)
    }

    /// A commit wrote or deleted this row.
    pub(crate) fn changed(&self, path: &Path, entry: Option<Arc<Entry>>, revision: Revision) {
        let hash = self.hash(path);
        let Some(mut shard) = self.shard(hash) else { return };
        shard.last_change = revision;
        shard.forget(hash, path);
        if let Some(entry) = entry {
            shard.put(Slot { hash, path: path.clone(), entry }, self.shard_bytes_max);
        }
    }

    /// A row was read from the snapshot at `seen`; dropped when the shard has changed since.
    pub(crate) fn fill(&self, path: &Path, entry: Arc<Entry>, seen: Revision) {
        let hash = self.hash(path);
        let Some(mut shard) = self.shard(hash) else { return };
        if shard.last_change <= seen {
            shard.forget(hash, path);
            shard.put(Slot { hash, path: path.clone(), entry }, self.shard_bytes_max);
        }
    }

    fn hash(&self, path: &Path) -> u64 {
        let mut hasher = self.keyed.clone();
        path.hash(&mut hasher);
        hasher.finish()
    }

    fn shard(&self, hash: u64) -> Option<MutexGuard<'_, Shard>> {
        // Bits that the table inside does not look at first.
        let shard = self.shards.get((hash >> 40) as usize % SHARDS)?;
        Some(shard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Shard {
    fn put(&mut self, slot: Slot, bytes_max: usize) {
        self.young_bytes += slot.entry.weight();
        self.young.insert_unique(slot.hash, slot, |slot| slot.hash);
        if self.young_bytes > bytes_max {
            self.old = mem::take(&mut self.young);
            self.young_bytes = 0;
        }
    }

    fn forget(&mut self, hash: u64, path: &Path) {
        if let Some(slot) = take(&mut self.young, hash, path) {
            self.young_bytes -= slot.entry.weight();
        }
        take(&mut self.old, hash, path);
    }
}

fn take(table: &mut HashTable<Slot>, hash: u64, path: &Path) -> Option<Slot> {
    table.find_entry(hash, |slot| slot.path == *path).ok().map(|found| found.remove().0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path;

    fn entry(version: u64, bytes: usize) -> Arc<Entry> {
        let decoded = Decoded { record: Arc::new(version), bytes };
        Arc::new(Entry::new(Revision(version), Some(decoded)))
    }

    fn version(cache: &Cache, path: &Path) -> Option<u64> {
        cache.get(path).map(|entry| entry.version.0)
    }

    #[test]
    fn a_fill_older_than_the_shards_last_change_is_dropped() {
        let (cache, path) = (Cache::new(1 << 20, [1; 16]), path!["r", 1]);
        // A reader takes a snapshot at 1; then commit 2 changes the row; then the reader fills.
        cache.changed(&path, Some(entry(2, 10)), Revision(2));
        cache.fill(&path, entry(1, 10), Revision(1));
        assert_eq!(version(&cache, &path), Some(2));
        // The same with a deletion: what is gone must not come back.
        cache.changed(&path, None, Revision(3));
        cache.fill(&path, entry(2, 10), Revision(2));
        assert_eq!(version(&cache, &path), None);
        cache.fill(&path, entry(2, 10), Revision(3));
        assert_eq!(version(&cache, &path), Some(2));
    }

    #[test]
    fn a_full_cache_forgets_what_is_not_used() {
        let cache = Cache::new(SHARDS * 2 * 20 * (100 + ENTRY_BYTES), [1; 16]);
        let used = path!["used"];
        cache.fill(&used, entry(1, 100), Revision(1));
        for number in 0..20_000 {
            cache.fill(&path!["r", number], entry(1, 100), Revision(1));
            if number % 100 == 0 {
                assert_eq!(version(&cache, &used), Some(1), "after {number}");
            }
        }
        let kept = (0..20_000).filter(|number| cache.get(&path!["r", number]).is_some()).count();
        assert!((500..=SHARDS * 42).contains(&kept), "{kept} kept");
    }

    #[test]
    fn weights_come_back_to_zero() {
        let cache = Cache::new(1 << 20, [1; 16]);
        for round in 1..50 {
            for number in 0..64 {
                cache.changed(&path!["r", number], Some(entry(round, 10)), Revision(round));
            }
        }
        for number in 0..64 {
            cache.changed(&path!["r", number], None, Revision(99));
        }
        let left: usize = cache.shards.iter().map(|shard| shard.lock().unwrap().young_bytes).sum();
        assert_eq!(left, 0);
    }
}
