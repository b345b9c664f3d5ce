//! Rows in one file of the machine itself (redb): the default.
//!
//! One thread commits, many transactions at a time; how stands in `committer`. Reads run beside it, each on the
//! latest committed state. An input/output error ends the process: after one, what is on the disk is not known.

#[cfg(test)]
mod broken;
mod committer;

use std::{
    fs::OpenOptions,
    io,
    os::unix::fs::OpenOptionsExt,
    path::Path as FilePath,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

use ::redb::{
    Builder, Database, ReadOnlyTable, ReadableDatabase, ReadableTable, StorageBackend, TableDefinition,
    backends::FileBackend,
};
use async_trait::async_trait;
use rampart_vocab::Revision;
use tokio::sync::oneshot;

use super::{Backend, Batch, Observer, Outcome, Snapshot, StoredRow, Unavailable};
use crate::{Direction, Page, Path, Range};
use committer::{Committer, Job};

/// Bytes of pages that redb keeps in memory, unless said otherwise.
pub const PAGE_CACHE_BYTES: usize = 128 << 20;
/// Transactions that one disk write carries at most.
pub const GROUP_TRANSACTIONS_MAX: usize = 256;

/// Name → revision (eight bytes, big-endian) ‖ sealed value.
const ROWS: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("rows");
/// One row: the latest revision.
const HEAD: TableDefinition<'static, (), u64> = TableDefinition::new("head");

/// What happens after an input/output error. It gets the error's text and should not come back.
pub type OnBroken = Arc<dyn Fn(&str) + Send + Sync>;

/// How a file is opened.
#[derive(Clone)]
pub struct RedbOptions {
    /// Bytes of pages kept in memory.
    pub page_cache_bytes: usize,
    /// What happens after an input/output error: unless said otherwise the process aborts.
    pub on_broken: OnBroken,
}

impl Default for RedbOptions {
    fn default() -> Self {
        let on_broken = |why: &str| {
            tracing::error!(why, "the store's disk failed, stopping at once");
            std::process::abort();
        };
        Self { page_cache_bytes: PAGE_CACHE_BYTES, on_broken: Arc::new(on_broken) }
    }
}

/// Rows in a file.
pub struct Redb {
    database: Arc<Database>,
    head: Revision,
    observer: Arc<Mutex<Option<Arc<dyn Observer>>>>,
    jobs: Option<mpsc::Sender<Job>>,
    committer: Option<JoinHandle<()>>,
    on_broken: OnBroken,
}

impl Redb {
    /// Opens a file, or makes it with mode 0600. A file that another process has open is refused.
    ///
    /// # Errors
    /// [`Unavailable`], saying what the file is like.
    pub fn open(file: impl AsRef<FilePath>, options: RedbOptions) -> Result<Self, Unavailable> {
        let opened =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&file);
        opened
            .map_err(::redb::Error::from)
            .and_then(|opened| Self::on(FileBackend::new(opened)?, options))
            .map_err(|error| Unavailable(format!("`{}`: {error}", file.as_ref().display()).into()))
    }

    fn on(medium: impl StorageBackend, options: RedbOptions) -> Result<Self, ::redb::Error> {
        let database = Builder::new().set_cache_size(options.page_cache_bytes).create_with_backend(medium)?;
        prepare(&database)?;
        let head = read_head(&database)?;
        let database = Arc::new(database);
        let observer = Arc::default();
        let (jobs, queue) = mpsc::channel();
        let committer = Committer {
            database: database.clone(),
            observer: Arc::clone(&observer),
            on_broken: options.on_broken.clone(),
            head,
        };
        let thread = std::thread::Builder::new()
            .name("store-committer".into())
            .spawn(move || committer.run(&queue))?;
        Ok(Self {
            database,
            head,
            observer,
            jobs: Some(jobs),
            committer: Some(thread),
            on_broken: options.on_broken,
        })
    }

    /// Whether a file holds rows, without changing it: false when it is not there.
    ///
    /// # Errors
    /// [`Unavailable`] when it is there and cannot be opened.
    pub fn has_rows(file: impl AsRef<FilePath>) -> Result<bool, Unavailable> {
        match std::fs::metadata(&file) {
            Ok(found) => Ok(found.len() > 0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Unavailable(format!("`{}`: {error}", file.as_ref().display()).into())),
        }
    }
}

impl Drop for Redb {
    /// Lets the committer finish, so that the file is free when this returns.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(committer) = self.committer.take() {
            let _ = committer.join();
        }
    }
}

fn prepare(database: &Database) -> Result<(), ::redb::Error> {
    let txn = database.begin_write()?;
    txn.open_table(ROWS)?;
    let mut head = txn.open_table(HEAD)?;
    let known = head.get(())?.is_some();
    if !known {
        head.insert((), 0)?;
    }
    drop(head);
    if known {
        txn.abort()?
    } else {
        txn.commit()?
    }
    Ok(())
}

fn read_head(database: &Database) -> Result<Revision, ::redb::Error> {
    let head = database.begin_read()?.open_table(HEAD)?.get(())?.map_or(0, |head| head.value());
    Ok(Revision(head))
}

#[async_trait]
impl Backend for Redb {
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable> {
        let open = || -> Result<_, ::redb::Error> {
            let txn = self.database.begin_read()?;
            let head = txn.open_table(HEAD)?.get(())?.map_or(0, |head| head.value());
            Ok((Revision(head), txn.open_table(ROWS)?))
        };
        let (revision, rows) = open().map_err(|error| broken(&self.on_broken, &error))?;
        Ok(Box::new(RedbSnapshot { revision, rows, on_broken: self.on_broken.clone() }))
    }

    async fn commit(&self, batch: Batch) -> Outcome {
        let (answer, outcome) = oneshot::channel();
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(Job { batch, answer }).is_ok());
        if !sent {
            return Outcome::Unavailable(Unavailable::because("the committer has stopped"));
        }
        // The committer dies only in the middle of its work.
        outcome.await.unwrap_or(Outcome::Unknown)
    }

    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable> {
        *self.observer.lock().unwrap_or_else(PoisonError::into_inner) = Some(observer);
        Ok(self.head)
    }
}

struct RedbSnapshot {
    revision: Revision,
    rows: ReadOnlyTable<&'static str, &'static [u8]>,
    on_broken: OnBroken,
}

impl RedbSnapshot {
    fn page(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, ::redb::Error> {
        let left = range.resumed(page);
        if left.is_empty() {
            return Ok(Vec::new());
        }
        let mut inside = self.rows.range(left.start()..left.end())?;
        let next = || match page.direction {
            Direction::Forward => inside.next(),
            Direction::Backward => inside.next_back(),
        };
        std::iter::from_fn(next)
            .take(page.limit)
            .map(|found| {
                let (name, value) = found?;
                Ok((Path::from_stored(name.value()), unpacked(value.value())?))
            })
            .collect()
    }
}

#[async_trait]
impl Snapshot for RedbSnapshot {
    fn revision(&self) -> Revision {
        self.revision
    }

    /// Read in place: it yields to nothing, and waits for the disk when the page is not in memory.
    async fn get(&self, path: &Path) -> Result<Option<StoredRow>, Unavailable> {
        let read = || self.rows.get(path.as_str())?.map(|value| unpacked(value.value())).transpose();
        read().map_err(|error| broken(&self.on_broken, &error))
    }

    async fn scan(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, Unavailable> {
        self.page(range, page).map_err(|error| broken(&self.on_broken, &error))
    }
}

fn packed(version: Revision, value: &[u8]) -> Vec<u8> {
    [&version.0.to_be_bytes(), value].concat()
}

fn unpacked(stored: &[u8]) -> Result<StoredRow, ::redb::Error> {
    let (version, value) = stored.split_first_chunk().ok_or_else(too_short)?;
    Ok(StoredRow { version: Revision(u64::from_be_bytes(*version)), value: value.into() })
}

fn version_in(stored: &[u8]) -> Result<Revision, ::redb::Error> {
    let version = stored.first_chunk().ok_or_else(too_short)?;
    Ok(Revision(u64::from_be_bytes(*version)))
}

fn too_short() -> ::redb::Error {
    ::redb::Error::Corrupted("a row without its revision".into())
}

fn broken(on_broken: &OnBroken, error: &::redb::Error) -> Unavailable {
    let why = error.to_string();
    on_broken(&why);
    Unavailable(why.into())
}
