//! The index of a set: from a request to the entries that may match it.
//!
//! Two steps. The action leads to nodes: one by its whole text, and one for each length of beginning that
//! some pattern has. Each node knows which lengths of resource beginnings and ends stand under it, and
//! each of these leads to a bucket. So a look-up costs by the number of *lengths* in use, not of policies.

use super::hash::{PrefixHasher, hash, mix};
use super::key::{ActionKey, Entry, ResourceKey};
use crate::document::Effect;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    action_lengths: u64,
    nodes: Table<Node>,
    buckets: Table<Bucket>,
}

/// What stands under one action key.
#[derive(Debug, Clone, Copy)]
struct Node {
    id: u64,
    has_exact: bool,
    prefixes: u128,
    suffixes: u128,
}

/// Entries found together, by effect, each in the order of policies and statements.
#[derive(Debug, Clone, Default)]
pub(super) struct Bucket {
    pub(super) denies: Vec<Candidate>,
    pub(super) allows: Vec<Candidate>,
}

/// A statement that may match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) policy: u32,
    pub(super) statement: u32,
    pub(super) action: u16,
    pub(super) resource: u16,
}

impl Index {
    /// The bucket that an entry belongs to, as a number, making its node if need be.
    pub(super) fn place(&mut self, entry: &Entry) -> u64 {
        let key = match entry.action_key {
            ActionKey::Exact(hash) => exact(hash),
            ActionKey::Prefix { length, hash } => {
                self.action_lengths |= 1 << length;
                hash
            }
        };
        let id = self.nodes.len() as u64;
        let node = self.nodes.entry(key).or_insert(Node { id, has_exact: false, prefixes: 0, suffixes: 0 });
        let hash = match entry.resource_key {
            ResourceKey::Exact(hash) => {
                node.has_exact = true;
                exact(hash)
            }
            ResourceKey::Prefix { length, hash } => {
                node.prefixes |= 1 << length;
                hash
            }
            ResourceKey::Suffix { length, hash } => {
                node.suffixes |= 1 << length;
                suffix(hash)
            }
        };
        mix(hash, node.id)
    }

    /// Files a candidate. Candidates must come in the order of policies and statements.
    pub(super) fn file(&mut self, bucket: u64, effect: Effect, candidate: Candidate) {
        let bucket = self.buckets.entry(bucket).or_default();
        match effect {
            Effect::Allow => bucket.allows.push(candidate),
            Effect::Deny => bucket.denies.push(candidate),
        }
    }

    /// Shows every bucket that may hold a match.
    pub(super) fn visit(&self, action: &str, resource: &str, mut show: impl FnMut(&Bucket)) {
        if let Some(node) = self.nodes.get(&exact(hash(action))) {
            self.under(node, resource, &mut show);
        }
        let mut hasher = PrefixHasher::new(action);
        for length in Lengths(self.action_lengths.into()).up_to(action.len()) {
            if let Some(node) = self.nodes.get(&hasher.hash(length)) {
                self.under(node, resource, &mut show);
            }
        }
    }

    fn under(&self, node: &Node, resource: &str, show: &mut impl FnMut(&Bucket)) {
        let mut look = |hash: u64| {
            if let Some(bucket) = self.buckets.get(&mix(hash, node.id)) {
                show(bucket);
            }
        };
        if node.has_exact {
            look(exact(hash(resource)));
        }
        let mut hasher = PrefixHasher::new(resource);
        for length in Lengths(node.prefixes).up_to(resource.len()) {
            look(hasher.hash(length));
        }
        for length in Lengths(node.suffixes).up_to(resource.len()) {
            // An end that would begin inside a character is no pattern's end.
            if let Some(end) = resource.get(resource.len() - length..) {
                look(suffix(hash(end)));
            }
        }
    }
}

const fn exact(hash: u64) -> u64 {
    mix(hash, 1)
}

const fn suffix(hash: u64) -> u64 {
    mix(hash, 2)
}

/// The lengths whose bits are set, ascending.
struct Lengths(u128);

impl Lengths {
    fn up_to(self, most: usize) -> impl Iterator<Item = usize> {
        self.take_while(move |length| *length <= most)
    }
}

impl Iterator for Lengths {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let length = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (length < 128).then_some(length as usize)
    }
}

/// A table whose keys are hashes already.
pub(super) type Table<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
