//! When access keys were last used: noted in memory with each call, written down now and then.
//!
//! A call writes nothing. What is told is exact to a minute on the server that the call went to; others, and a restart,
//! know it as of the last writing down ([`USES_WRITTEN_EVERY_SECONDS`]). Sessions' keys are not counted.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
};

use rampart_authz::{Caller, Permitted};
use rampart_store::{CommitFailed, Store, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccessKeyId, Timestamp};

use crate::{
    Identity,
    access_key::{self, AccessKeyRefused, KeyOwner},
    actions::ram::GetAccessKeyLastUsed,
    record::{AccessKeyRecord, AccessKeyUsedRecord},
    rows,
};

/// How often a server should write down what it noted, in seconds: so often at most a key's row is written.
pub const USES_WRITTEN_EVERY_SECONDS: u64 = 300;
/// How exact a use is noted, in seconds: the calls between cost a look.
const EXACT_SECONDS: i64 = 60;
/// Keys noted at once; more than an installation has. What does not fit is noted once there is room.
const KEYS_MAX: usize = 256 << 10;
const SHARDS: usize = 16;
/// Keys written by one transaction: each takes a row read and a row written.
const WRITTEN_AT_ONCE: usize = 40;

/// Uses since this server started.
pub(crate) struct LastUsed {
    hasher: RandomState,
    shards: Vec<RwLock<HashMap<AccessKeyId, Noted>>>,
}

/// Seconds since the epoch of 1970.
struct Noted {
    at: AtomicI64,
    written: AtomicI64,
}

impl Identity {
    /// Notes that a caller's key was used. Called once a request, when its signature has held.
    pub fn note_use(&self, caller: &Caller, now: Timestamp) {
        if let (Some(key), None) = (&caller.access_key, &caller.session) {
            self.used.note(key, now.as_second());
        }
    }

    /// Writes down the uses that were noted since the last time; gives how many keys. What cannot be written now is
    /// written the next time.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn write_uses(&self, store: &Store) -> Result<usize, CommitFailed> {
        let mut sum = 0;
        for chunk in self.used.unwritten().chunks(WRITTEN_AT_ONCE) {
            let mut txn = store.begin();
            for (key, at) in chunk {
                match put(&mut txn, key, *at).await {
                    Ok(true) => {}
                    Ok(false) => self.used.forget(key),
                    Err(StoreFailed::Unavailable(why)) => return Err(why.into()),
                    Err(_) => return Ok(sum),
                }
            }
            match txn.commit().await {
                Ok(_) => {
                    chunk.iter().for_each(|(key, at)| self.used.written(key, *at));
                    sum += chunk.len();
                }
                Err(CommitFailed::Conflict) => {}
                Err(failed) => return Err(failed),
            }
        }
        Ok(sum)
    }

    /// When an owner's key was last used, if it ever was.
    ///
    /// # Errors
    /// [`AccessKeyRefused::NotFound`].
    pub async fn last_used(
        &self,
        txn: &mut Txn,
        owner: &Permitted<GetAccessKeyLastUsed, KeyOwner>,
        id: &AccessKeyId,
    ) -> Result<Option<Timestamp>, AccessKeyRefused> {
        access_key::owned(txn, owner, id).await?;
        let row = txn.get::<AccessKeyUsedRecord>(&rows::access_key_used(id)).await?;
        let noted = self.used.at(id).and_then(|second| Timestamp::from_second(second).ok());
        Ok(row.map(|row| row.at).max(noted))
    }
}

/// Puts a use; false when the key is gone.
async fn put(txn: &mut Txn, key: &AccessKeyId, at: i64) -> Result<bool, StoreFailed> {
    let Ok(at) = Timestamp::from_second(at) else { return Ok(false) };
    // Read so that the commit depends on it: a key that is deleted meanwhile leaves no row behind.
    if txn.get::<AccessKeyRecord>(&rows::access_key(key)).await?.is_none() {
        return Ok(false);
    }
    txn.put(&rows::access_key_used(key), AccessKeyUsedRecord { at, unknown: Unknown::NONE });
    Ok(true)
}

impl LastUsed {
    pub(crate) fn new() -> Self {
        Self { hasher: RandomState::new(), shards: (0..SHARDS).map(|_| RwLock::default()).collect() }
    }

    fn note(&self, key: &AccessKeyId, second: i64) {
        let Some(shard) = self.shard(key) else { return };
        if let Some(noted) = shard.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            if second >= noted.at.load(Relaxed).saturating_add(EXACT_SECONDS) {
                noted.at.fetch_max(second, Relaxed);
            }
            return;
        }
        let mut keys = shard.write().unwrap_or_else(PoisonError::into_inner);
        if keys.len() < KEYS_MAX / SHARDS {
            let noted = Noted { at: AtomicI64::new(second), written: AtomicI64::new(i64::MIN) };
            keys.entry(key.clone()).or_insert(noted);
        }
    }

    fn at(&self, key: &AccessKeyId) -> Option<i64> {
        let keys = self.shard(key)?.read().unwrap_or_else(PoisonError::into_inner);
        keys.get(key).map(|noted| noted.at.load(Relaxed))
    }

    fn unwritten(&self) -> Vec<(AccessKeyId, i64)> {
        let mut found = Vec::new();
        for shard in &self.shards {
            let keys = shard.read().unwrap_or_else(PoisonError::into_inner);
            let pairs = keys.iter().map(|(key, noted)| (key, noted, noted.at.load(Relaxed)));
            let pairs = pairs.filter(|(_, noted, at)| *at > noted.written.load(Relaxed));
            found.extend(pairs.map(|(key, _, at)| (key.clone(), at)));
        }
        found
    }

    fn written(&self, key: &AccessKeyId, at: i64) {
        let Some(shard) = self.shard(key) else { return };
        if let Some(noted) = shard.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            noted.written.fetch_max(at, Relaxed);
        }
    }

    fn forget(&self, key: &AccessKeyId) {
        if let Some(shard) = self.shard(key) {
            shard.write().unwrap_or_else(PoisonError::into_inner).remove(key);
        }
    }

    fn shard(&self, key: &AccessKeyId) -> Option<&RwLock<HashMap<AccessKeyId, Noted>>> {
        self.shards.get(self.hasher.hash_one(key) as usize % SHARDS)
    }
}
