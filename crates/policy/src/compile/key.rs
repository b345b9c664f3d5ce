//! Under which keys a statement is found: by what its action and its resource begin or end with.

use super::hash::{hash, mix};
use super::statement::{ActionMatcher, CompiledStatement, ResourceMatcher};
use crate::pattern::{ActionPattern, Glob, ResourcePattern};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// Longer beginnings and ends of a resource are cut here, so that lengths fit one machine word of bits.
pub(super) const MAX_RESOURCE_PART: usize = 127;
/// Longer beginnings of an action are cut here.
pub(super) const MAX_ACTION_PART: usize = 63;
/// A statement with more pairs of action and resource than this is found by one of the two only.
const MAX_PAIRS: usize = 256;
/// Stands for "all patterns of this element" in an [`Entry`].
pub(super) const WHOLE: u16 = u16::MAX;

/// How an action pattern is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ActionKey {
    /// By its whole text.
    Exact(u64),
    /// By the text before its first wildcard.
    Prefix { length: usize, hash: u64 },
}

/// How a resource pattern is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ResourceKey {
    /// By its whole text.
    Exact(u64),
    /// By the text before its first wildcard.
    Prefix { length: usize, hash: u64 },
    /// By the text after its last wildcard, where that is longer.
    Suffix { length: usize, hash: u64 },
}

/// One way to find a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) action_key: ActionKey,
    pub(super) resource_key: ResourceKey,
    pub(super) statement: u32,
    /// Which action pattern this is about, or [`WHOLE`].
    pub(super) action: u16,
    /// Which resource pattern this is about, or [`WHOLE`].
    pub(super) resource: u16,
    /// Equal entries have equal fingerprints.
    pub(super) fingerprint: u64,
}

/// The entries of a statement: one for each pair of patterns.
pub(super) fn entries(place: u32, statement: &CompiledStatement) -> Vec<Entry> {
    let mut actions = match &statement.actions {
        ActionMatcher::Only(patterns) => numbered(patterns, action_key),
        ActionMatcher::AllBut(_) => vec![(WHOLE, ANY_ACTION)],
    };
    let mut resources = match &statement.resources {
        ResourceMatcher::Only(patterns) => numbered(patterns, resource_key),
        ResourceMatcher::AllBut(_) | ResourceMatcher::Unnamed => vec![(WHOLE, ANY_RESOURCE)],
    };
    if actions.len() * resources.len() > MAX_PAIRS {
        if actions.len() < resources.len() {
            actions = vec![(WHOLE, ANY_ACTION)];
        } else {
            resources = vec![(WHOLE, ANY_RESOURCE)];
        }
    }
    let mut entries = Vec::with_capacity(actions.len() * resources.len());
    for (action, action_key) in &actions {
        for (resource, resource_key) in &resources {
            let mut entry = Entry {
                action_key: *action_key,
                resource_key: *resource_key,
                statement: place,
                action: *action,
                resource: *resource,
                fingerprint: 0,
            };
            entry.fingerprint = fingerprint(statement, &entry);
            entries.push(entry);
        }
    }
    entries
}

/// Whether two entries match exactly the same requests, to the same effect.
pub(super) fn same(left: (&CompiledStatement, &Entry), right: (&CompiledStatement, &Entry)) -> bool {
    fn parts<'s>(side: (&'s CompiledStatement, &Entry)) -> impl PartialEq + use<'s> {
        let (statement, entry) = side;
        let action = statement.actions.patterns().get(usize::from(entry.action));
        let resource = statement.resources.patterns().get(usize::from(entry.resource));
        (statement.effect, action, resource, &statement.tests)
    }
    // An entry about a whole element is never taken for another's.
    let single = |entry: &Entry| entry.action != WHOLE && entry.resource != WHOLE;
    single(left.1) && single(right.1) && parts(left) == parts(right)
}

fn fingerprint(statement: &CompiledStatement, entry: &Entry) -> u64 {
    let mut hasher = BuildHasherDefault::<DefaultHasher>::default().build_hasher();
    statement.effect.hash(&mut hasher);
    statement.actions.patterns().get(usize::from(entry.action)).hash(&mut hasher);
    statement.resources.patterns().get(usize::from(entry.resource)).hash(&mut hasher);
    statement.tests.hash(&mut hasher);
    hasher.finish()
}

const EMPTY: u64 = mix(mix(0x9e37_79b9_7f4a_7c15, 0), 0);
const ANY_ACTION: ActionKey = ActionKey::Prefix { length: 0, hash: EMPTY };
const ANY_RESOURCE: ResourceKey = ResourceKey::Prefix { length: 0, hash: EMPTY };

fn numbered<P, K>(patterns: &[P], key: impl Fn(&P) -> K) -> Vec<(u16, K)> {
    (0..WHOLE).zip(patterns).map(|(place, pattern)| (place, key(pattern))).collect()
}

fn action_key(pattern: &ActionPattern) -> ActionKey {
    let glob = pattern.glob();
    if glob.is_literal() {
        return ActionKey::Exact(hash(glob.as_str()));
    }
    let prefix = cut(glob.literal_prefix(), MAX_ACTION_PART);
    ActionKey::Prefix { length: prefix.len(), hash: hash(prefix) }
}

fn resource_key(pattern: &ResourcePattern) -> ResourceKey {
    // A `ram` name without region matches requests of either spelling. What follows the region is the same
    // in both, so such a pattern is looked up by its end, as is any whose end says more than its beginning.
    let (glob, regional) = match pattern.without_region() {
        Some(rest) => (rest, false),
        None => (pattern.glob(), true),
    };
    if glob.is_literal() && regional {
        return ResourceKey::Exact(hash(glob.as_str()));
    }
    let (prefix, suffix) = (cut(pattern.glob().literal_prefix(), MAX_RESOURCE_PART), tail(glob));
    match pattern.without_region() {
        None if prefix.len() >= suffix.len() => {
            ResourceKey::Prefix { length: prefix.len(), hash: hash(prefix) }
        }
        Some(_) if suffix.is_empty() => {
            let common = "acs:ram:";
            ResourceKey::Prefix { length: common.len(), hash: hash(common) }
        }
        _ => ResourceKey::Suffix { length: suffix.len(), hash: hash(suffix) },
    }
}

fn cut(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

fn tail(glob: &Glob) -> &str {
    let suffix = glob.literal_suffix();
    let start = suffix.ceil_char_boundary(suffix.len().saturating_sub(MAX_RESOURCE_PART));
    suffix.get(start..).unwrap_or(suffix)
}
