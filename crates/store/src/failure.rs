//! Why a store's work failed.

use std::io;

use crate::{Path, backend::Unavailable, codec::Malformed};

/// Why a read failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFailed {
    /// What the transaction read before has changed since; run it again from its beginning.
    #[error("the rows that were read have changed, run the transaction again")]
    Moved,
    /// The rows cannot be reached.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// A value does not open under the key ring: it was moved, changed, or sealed by a term that the ring lacks.
    #[error("row `{path}` does not open, restore it from a backup made under this key ring")]
    NotOpened {
        /// Which row.
        path: Path,
    },
    /// A value is not the record that was asked for.
    #[error("row `{path}` does not read: {why}")]
    Malformed {
        /// Which row.
        path: Path,
        /// What is wrong with it.
        why: Malformed,
    },
}

/// Why a commit failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitFailed {
    /// Something that was read, scanned or required has changed; run the transaction again from its beginning.
    #[error("the rows that were read have changed, run the transaction again")]
    Conflict,
    /// The answer was lost: all of it stands or nothing. Look for a row that only this transaction creates.
    #[error("the store's answer was lost, look whether the change stands before trying again")]
    Unknown,
    /// More than one transaction may hold; nothing was written.
    #[error("the transaction has {what}, at most {limit} are taken")]
    TooLarge {
        /// What there is too much of, and how much: `101 writes`.
        what: Box<str>,
        /// The limit.
        limit: usize,
    },
    /// Nothing was written.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Whether an error says that no space is left, on the disk or in a quota.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
