//! Transactions: reads of one revision, own writes on top, and a commit that holds only if the reads still do.
//!
//! How rows are read stands in `read`, how a commit is put together in `commit`.

mod commit;
mod read;

use std::{any::Any, collections::BTreeMap, sync::Arc};

use rampart_seal::SecretBytes;
use rampart_vocab::Revision;

use crate::{Path, Range, Record, Store, backend::Snapshot, codec};

/// A transaction.
///
/// It reads one revision, fixed by its first read, and sees its own writes. `commit` requires that every row read is
/// unchanged and that nothing new stands in a range scanned. One without writes needs no commit: drop it.
///
/// ```
/// # use rampart_store::{Store, Unknown, path, record};
/// # record! {
/// #     /// A count.
/// #     pub struct Count (kind = 0x7F02, version = 1) {
/// #         /// How many.
/// #         1 => pub number: u64,
/// #     }
/// # }
/// # async fn increase(store: &Store) -> Result<(), Box<dyn std::error::Error>> {
/// let mut txn = store.begin();
/// let path = path!["count", "visits"];
/// let number = txn.get::<Count>(&path).await?.map_or(0, |count| count.number);
/// txn.put(&path, Count { number: number + 1, unknown: Unknown::NONE });
/// txn.commit().await?;
/// # Ok(())
/// # }
/// ```
pub struct Txn {
    store: Store,
    /// What is read; nothing before the first read.
    at: Option<Revision>,
    snapshot: Option<Box<dyn Snapshot>>,
    seen: Vec<Seen>,
    scanned: Vec<Range>,
    required: Vec<(Path, Revision)>,
    writes: BTreeMap<Path, Pending>,
    on_reserve: bool,
}

/// A row that was read, and whether the commit depends on it.
struct Seen {
    path: Path,
    version: Revision,
    compared: bool,
    by_scan: bool,
}

impl Seen {
    /// Whether it is looked at again before an answer leaves.
    const fn is_looked_up(&self) -> bool {
        self.compared && !self.by_scan
    }
}

enum Pending {
    Put { plaintext: SecretBytes, record: Arc<dyn Any + Send + Sync> },
    Delete,
}

impl Txn {
    pub(crate) const fn new(store: Store) -> Self {
        Self {
            store,
            at: None,
            snapshot: None,
            seen: Vec::new(),
            scanned: Vec::new(),
            required: Vec::new(),
            writes: BTreeMap::new(),
            on_reserve: false,
        }
    }

    /// Lets the commit use the space that is kept back for a full disk: for what takes a right away, and for what
    /// follows from that.
    pub fn use_reserve(&mut self) {
        self.on_reserve = true;
    }

    /// Writes a row when the transaction commits, whether it is there or not. To create it only if absent, read it
    /// first or [`Txn::require`] it at zero.
    pub fn put<R: Record>(&mut self, path: &Path, record: R) {
        let plaintext = codec::encode(&record);
        self.writes.insert(path.clone(), Pending::Put { plaintext, record: Arc::new(record) });
    }

    /// Deletes a row when the transaction commits, if it is there.
    pub fn delete(&mut self, path: &Path) {
        self.writes.insert(path.clone(), Pending::Delete);
    }

    /// Takes back everything written so far, for a try that is to change nothing; what was read stays read.
    pub fn forgo_writes(&mut self) {
        self.writes.clear();
    }

    /// Commits only if a row's version is this, without reading it here; [`Revision::ZERO`] for absent.
    pub fn require(&mut self, path: &Path, version: Revision) {
        let known = |seen: &Seen| seen.is_looked_up() && seen.version == version && seen.path == *path;
        if version != crate::Row::<()>::PENDING && !self.seen.iter().any(known) {
            self.required.push((path.clone(), version));
        }
    }

    /// The revision that is read: the first read's, or the latest before there was one.
    pub fn revision(&self) -> Revision {
        self.at.unwrap_or_else(|| self.store.revision())
    }

    /// Whether a commit would write anything.
    pub fn has_writes(&self) -> bool {
        !self.writes.is_empty()
    }

    /// How many rows were read so far, each time counted.
    pub fn reads(&self) -> usize {
        self.seen.len()
    }

    /// The store that this transaction reads.
    pub const fn store(&self) -> &Store {
        &self.store
    }
}
