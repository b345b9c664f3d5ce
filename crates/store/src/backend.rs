//! What a store's rows lie in: the trait that every backend keeps, and the backends.
//!
//! A backend knows names, opaque values and revisions. It knows no records, no sealing and no cache: it tells its
//! [`Observer`] what was committed before it answers whoever committed it.

#[cfg(test)]
mod conformance;
pub mod faulty;
pub mod memory;
pub mod redb;
pub(crate) mod waiting;

use std::{any::Any, sync::Arc};

use async_trait::async_trait;
use rampart_vocab::Revision;

use crate::{Page, Path, Range};

/// The six verbs: `get` and `scan` on a snapshot, `put` and `delete` in a batch, `commit`, `watch`.
#[async_trait]
pub trait Backend: Send + Sync + 'static {
    /// The rows as they stood at the latest commit.
    ///
    /// # Errors
    /// [`Unavailable`] when the rows cannot be reached.
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable>;

    /// Applies a batch if all that it compares still holds, else nothing of it. On a committed answer the batch
    /// outlasts a crash, and the observer has seen it.
    async fn commit(&self, batch: Batch) -> Outcome;

    /// Tells `observer` of every commit after the revision that is answered. Called once, when the store opens.
    ///
    /// # Errors
    /// [`Unavailable`] when the rows cannot be reached.
    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable>;
}

/// The rows at one revision.
#[async_trait]
pub trait Snapshot: Send + Sync {
    /// Which.
    fn revision(&self) -> Revision;

    /// A row, if it is there.
    ///
    /// # Errors
    /// [`Unavailable`] when the rows cannot be reached.
    async fn get(&self, path: &Path) -> Result<Option<StoredRow>, Unavailable>;

    /// The rows of a range, in the page's direction, from beyond its resumption on.
    ///
    /// # Errors
    /// As [`Snapshot::get`].
    async fn scan(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, Unavailable>;
}

/// A row as a backend holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// The commit that last wrote it.
    pub version: Revision,
    /// Its sealed value.
    pub value: Arc<[u8]>,
}

/// A transaction's work.
#[derive(Clone, Default)]
pub struct Batch {
    /// Rows whose version must still be this; zero for absent.
    pub compares: Vec<(Path, Revision)>,
    /// Ranges in which no row may have been written after a revision. Deletions there are found by `compares`.
    pub quiet: Vec<(Range, Revision)>,
    /// Rows to write; each path stands once.
    pub writes: Vec<Write>,
    /// Whether it may use the space that is kept back for a full disk.
    pub on_reserve: bool,
}

/// A row's new value, or its deletion.
#[derive(Clone)]
pub struct Write {
    /// Which row.
    pub path: Path,
    /// The sealed value; nothing deletes the row.
    pub value: Option<Arc<[u8]>>,
    /// The record behind the value, handed through to the observer untouched.
    pub record: Option<Decoded>,
}

/// A record whose type only the cache's reader knows, with its plaintext's length.
#[derive(Clone)]
pub struct Decoded {
    pub(crate) record: Arc<dyn Any + Send + Sync>,
    pub(crate) bytes: usize,
}

/// How a commit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The batch stands, as this revision.
    Committed(Revision),
    /// Something compared had changed; nothing was written.
    Conflict,
    /// The answer was lost: the batch stands wholly or not at all.
    Unknown,
    /// Nothing was written, since the rows could not be reached.
    Unavailable(Unavailable),
}

/// Why a backend does not do what was asked. Nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// No space is left, but what is kept back for transactions that [may use it](crate::Txn::use_reserve).
    #[error("the store's disk is full, free some space; nothing else need be done")]
    Full,
    /// It has not answered for as long as a caller waits.
    #[error("the store does not answer, look at its disk; it goes on by itself when that does")]
    Stalled,
    /// It cannot be reached, or cannot work, for this reason.
    #[error("the store is unavailable: {0}")]
    Because(Box<str>),
}

impl Unavailable {
    /// For this reason.
    pub fn because(reason: impl ToString) -> Self {
        Self::Because(reason.to_string().into())
    }
}

/// Sees every commit before it is answered.
pub trait Observer: Send + Sync {
    /// A commit, in the order of revisions.
    fn committed(&self, revision: Revision, writes: &[Write]);

    /// All commits up to `head` were told, and a snapshot taken now holds them.
    fn settled(&self, head: Revision);
}
