//! What a walk over chains can find, and the heads that people keep.
//!
//! How it is found stands in `verify` and `opening`; its words stand in `render`.

use std::ops::RangeInclusive;

use super::frame::ChainId;

/// A head that `rampart audit head` printed and somebody kept: `<server>-<core>:<sequence>:<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptHead {
    /// The chain.
    pub chain: ChainId,
    /// The sequence of its last record.
    pub sequence: u64,
    /// The code there (HMAC-SHA-256).
    pub mac: [u8; 32],
}

/// What was found in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The chain.
    pub chain: ChainId,
    /// The segment.
    pub segment: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its last bytes are incomplete, as a crash leaves them; nothing that was answered for is in them.
    Torn {
        /// How many.
        bytes: u64,
    },
    /// A record in it is of a newer format, or none.
    Unreadable {
        /// Which.
        record: u64,
    },
    /// Nothing vouches for the chain: no head in the store.
    Unanchored,
    /// There is no file, and no note that it was pruned.
    Missing,
    /// The file ends before the head.
    ShortOfHead,
    /// Bytes are not those that were written.
    Rewritten {
        /// The records where they stand, as far as it tells.
        records: Option<RangeInclusive<u64>>,
    },
    /// Its end is not the one to which the next segment, or the store, is bound.
    EndDiffers,
    /// It is another segment, or another chain's.
    Swapped,
    /// It has no closing frame, yet another follows.
    NotClosed,
    /// A start found it damaged and went on in the next one.
    LeftDamaged,
    /// The store knows nothing of a change in it: an older store was put back.
    StoreOlder {
        /// The first such record.
        record: u64,
    },
}

/// One chain's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// The chain.
    pub chain: ChainId,
    /// Segments that have a file.
    pub segments: u64,
    /// Segments taken away by pruning.
    pub pruned: u64,
    /// The sequence of the last record in them, as the segment after them says; 0 when none were.
    pub pruned_records: u64,
    /// Whole records.
    pub records: u64,
    /// Where it stands, for keeping elsewhere.
    pub head: Option<KeptHead>,
    /// Whether the store's key and head vouched for it.
    pub anchored: bool,
}

/// What a walk over all chains found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every chain, in order.
    pub chains: Vec<ChainReport>,
    /// What is wrong, in order.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether anything was changed by other hands than the server's.
    pub fn is_tampered(&self) -> bool {
        self.findings.iter().any(|finding| finding.fault.is_tampering())
    }
}

impl Finding {
    pub(super) fn torn(chain: ChainId, segment: u64, bytes: usize) -> Self {
        Self { chain, segment, fault: Fault::torn(bytes) }
    }
}

impl Fault {
    pub(super) fn torn(bytes: usize) -> Self {
        Self::Torn { bytes: u64::try_from(bytes).unwrap_or(u64::MAX) }
    }

    /// Whether other hands than the server's must have been at work, or a disk that lost what it had confirmed.
    pub const fn is_tampering(&self) -> bool {
        !matches!(self, Self::Torn { .. } | Self::Unreadable { .. } | Self::Unanchored)
    }
}
