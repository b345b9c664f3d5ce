//! A chain's head as the store keeps it, sealed: the current segment's key and how far the chain had come.
//!
//! It is written every so often, after the file was made to last, so it may lag behind the file and never leads it.

use rampart_seal::SecretArray;
use rampart_store::{Path, Unknown, path, record};

use super::{
    frame::{ChainId, Digest, Link},
    key::SegmentKey,
};

record! {
    /// Where a chain stood.
    pub(super) struct Head (kind = 0x0401, version = 1) {
        /// The segment.
        1 => pub(super) segment: u64,
        /// Its key. Those of closed segments are gone.
        2 => pub(super) key: SecretArray<32>,
        /// Bytes of it; 0 when it had not begun.
        3 => pub(super) offset: u64,
        /// The sequence of the last record, 0 before the first.
        4 => pub(super) sequence: u64,
        /// The digest there.
        5 => pub(super) digest: Digest,
        /// The code there.
        6 => pub(super) mac: Digest,
        /// The end of the segment before.
        7 => pub(super) previous_end: Digest,
        /// Whether that segment was found damaged.
        8 => pub(super) after_damage: bool,
        /// The least outbox number not yet given.
        9 => pub(super) next_outbox: u64,
    }
}

impl Head {
    /// The head of a new chain.
    pub(super) fn first(key: &SegmentKey) -> Self {
        Self {
            segment: 0,
            key: SecretArray::new(*key.expose_secret()),
            offset: 0,
            sequence: 0,
            digest: Digest::default(),
            mac: Digest::default(),
            previous_end: Digest::default(),
            after_damage: false,
            next_outbox: 0,
            unknown: Unknown::NONE,
        }
    }

    /// The row of a chain.
    pub(super) fn path(chain: ChainId) -> Path {
        path!["audit", chain.server, chain.core]
    }

    /// The segment's key.
    pub(super) fn segment_key(&self) -> SegmentKey {
        SegmentKey::from_bytes(*self.key.expose_secret())
    }

    /// What the next frame is bound to.
    pub(super) const fn link(&self) -> Link {
        Link { digest: self.digest, mac: self.mac }
    }
}
