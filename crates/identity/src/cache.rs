//! A bounded table shared by all cores: sharded, each shard locked for one look or one insert.
//!
//! What is kept here can always be made again; when a shard is full its older half goes.

use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::{BuildHasher, Hash},
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

const SHARDS: usize = 16;

/// Values by key, at most a given number.
pub(crate) struct Cache<K, V> {
    hasher: RandomState,
    shards: Vec<RwLock<Shard<K, V>>>,
    young_max: usize,
}

/// Two generations: what is asked for stays young, what was not asked for since the last turn goes.
struct Shard<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    pub(crate) fn new(entries_max: usize) -> Self {
        let shards = (0..SHARDS).map(|_| RwLock::new(Shard { young: HashMap::new(), old: HashMap::new() }));
        Self {
            hasher: RandomState::new(),
            shards: shards.collect(),
            young_max: (entries_max / SHARDS / 2).max(1),
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let shard = self.shard(key)?;
        let (value, is_young) = {
            let read = read(shard);
            match read.young.get(key) {
                Some(value) => (value.clone(), true),
                None => (read.old.get(key)?.clone(), false),
            }
        };
        if !is_young {
            self.insert(key.clone(), value.clone());
        }
        Some(value)
    }

    pub(crate) fn insert(&self, key: K, value: V) {
        let Some(shard) = self.shard(&key) else { return };
        let mut shard = write(shard);
        if shard.young.len() >= self.young_max {
            shard.old = std::mem::take(&mut shard.young);
        }
        shard.young.insert(key, value);
    }

    /// How many there are.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.shards.iter().map(|shard| read(shard).young.len() + read(shard).old.len()).sum()
    }

    fn shard(&self, key: &K) -> Option<&RwLock<Shard<K, V>>> {
        self.shards.get(self.hasher.hash_one(key) as usize % SHARDS)
    }
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_holds_more_than_it_may() {
        let cache = Cache::new(320);
        for number in 0..10_000 {
            cache.insert(number, number);
        }
        assert!((100..=320).contains(&cache.len()), "{}", cache.len());
        assert_eq!(cache.get(&9_999), Some(9_999));
        assert_eq!(cache.get(&0), None);
    }

    #[test]
    fn what_is_asked_for_stays() {
        let cache = Cache::new(320);
        cache.insert(-1, 7);
        for number in 0..10_000 {
            cache.insert(number, number);
            assert_eq!(cache.get(&-1), Some(7), "{number}");
        }
    }

    #[test]
    fn a_new_value_replaces_the_old() {
        let cache = Cache::new(320);
        cache.insert(1, 1);
        for number in 2..1_000 {
            cache.insert(number, 0);
        }
        cache.insert(1, 2);
        assert_eq!(cache.get(&1), Some(2));
    }
}
