//! Rows in one file of the machine itself (redb): the default.
//!
//! One thread commits, many transactions at a time; how stands in `committer`. Reads run beside it, each on the
//! latest committed state. A full disk refuses writes (`medium`); any other input/output error ends the process: after
//! one, what is on the disk is not known.

mod committer;
mod disk;
#[cfg(test)]
mod faults;
mod medium;
#[cfg(any(test, feature = "fake"))]
pub mod platter;
mod rows;
mod snapshot;

use std::{
    io,
    path::Path as FilePath,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use ::redb::TableDefinition;
use async_trait::async_trait;
use rampart_vocab::Revision;
use tokio::sync::oneshot;

use super::{
    Backend, Batch, Observer, Outcome, Snapshot, StoredRow, Unavailable,
    waiting::{LINE_WAIT_MAX, answered_within},
};
use committer::{Committer, Job, Place};
use disk::{Disk, FileDisk};
use medium::Health;
use rows::Rows;
use snapshot::{Reader, RedbSnapshot};

/// Bytes of pages that redb keeps in memory, unless said otherwise.
pub const PAGE_CACHE_BYTES: usize = 128 << 20;
/// Transactions that one disk write carries at most.
pub const GROUP_TRANSACTIONS_MAX: usize = 256;
/// Bytes of names and values after which a group takes no further transaction.
pub const GROUP_BYTES_MAX: usize = 4 << 20;
/// Bytes kept back for a full disk, unless said otherwise: room to end the group under way (some 10 MB with the pages
/// above its rows), then for thousands of transactions that take rights away, which replace pages more than they add.
pub const RESERVE_BYTES: u64 = 32 << 20;
/// After this long at one group the disk counts as slow, and reads wait for it aside.
const SLOW_AFTER: Duration = Duration::from_secs(1);

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
    /// Bytes kept back for a full disk, in a file beside the rows; 0 for none.
    pub reserve_bytes: u64,
    /// What happens after an input/output error, a full disk apart: unless said otherwise the process aborts.
    pub on_broken: OnBroken,
}

impl Default for RedbOptions {
    fn default() -> Self {
        let on_broken = |why: &str| {
            tracing::error!(why, "the store's disk failed, stopping at once");
            std::process::abort();
        };
        Self {
            page_cache_bytes: PAGE_CACHE_BYTES,
            reserve_bytes: RESERVE_BYTES,
            on_broken: Arc::new(on_broken),
        }
    }
}

/// Rows in a file.
pub struct Redb {
    rows: Arc<Rows>,
    head: Revision,
    observer: Arc<Mutex<Option<Arc<dyn Observer>>>>,
    jobs: Option<mpsc::Sender<Job>>,
    committer: Option<JoinHandle<()>>,
    /// The committer, where there is no thread for it.
    #[cfg(any(test, feature = "fake"))]
    steps: Option<Mutex<committer::Steps>>,
    reader: Reader,
}

impl Redb {
    /// Opens a file, or makes it with mode 0600. A file that another process has open is refused.
    ///
    /// # Errors
    /// [`Unavailable`], saying what the file is like.
    pub fn open(file: impl AsRef<FilePath>, options: RedbOptions) -> Result<Self, Unavailable> {
        let disk = FileDisk::new(file.as_ref(), options.reserve_bytes);
        Self::on(Arc::new(disk), options)
            .map_err(|error| Unavailable::because(format_args!("`{}`: {error}", file.as_ref().display())))
    }

    fn on(disk: Arc<dyn Disk>, options: RedbOptions) -> Result<Self, ::redb::Error> {
        let (mut redb, committer, queue) = Self::without_committer(disk, options)?;
        let thread = std::thread::Builder::new()
            .name("store-committer".into())
            .spawn(move || committer.run(&queue))?;
        redb.committer = Some(thread);
        Ok(redb)
    }

    /// On a pretended disk and without a thread: whoever waits for a commit makes the commits of this turn, so that
    /// one seed gives one history.
    ///
    /// # Errors
    /// [`Unavailable`] when the disk fails.
    #[cfg(any(test, feature = "fake"))]
    pub fn stepped(platter: &platter::Platter, options: RedbOptions) -> Result<Self, Unavailable> {
        let opened = Self::without_committer(Arc::new(platter.clone()), options);
        let (mut redb, committer, queue) = opened.map_err(Unavailable::because)?;
        redb.steps = Some(Mutex::new(committer::Steps::new(committer, queue)));
        Ok(redb)
    }

    fn without_committer(
        disk: Arc<dyn Disk>,
        options: RedbOptions,
    ) -> Result<(Self, Committer, mpsc::Receiver<Job>), ::redb::Error> {
        let health = Arc::new(Health::new(disk, options.reserve_bytes));
        let (rows, head) = Rows::open(Arc::clone(&health), options.page_cache_bytes)?;
        let rows = Arc::new(rows);
        let observer = Arc::default();
        let (jobs, queue) = mpsc::channel();
        let committer = Committer {
            rows: Arc::clone(&rows),
            observer: Arc::clone(&observer),
            on_broken: options.on_broken.clone(),
            head,
        };
        let redb = Self {
            rows,
            head,
            observer,
            jobs: Some(jobs),
            committer: None,
            #[cfg(any(test, feature = "fake"))]
            steps: None,
            reader: Reader { health, on_broken: options.on_broken },
        };
        Ok((redb, committer, queue))
    }

    /// Whether a file holds rows, without changing it: false when it is not there.
    ///
    /// # Errors
    /// [`Unavailable`] when it is there and cannot be opened.
    pub fn has_rows(file: impl AsRef<FilePath>) -> Result<bool, Unavailable> {
        match std::fs::metadata(&file) {
            Ok(found) => Ok(found.len() > 0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Unavailable::because(format_args!("`{}`: {error}", file.as_ref().display()))),
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

#[async_trait]
impl Backend for Redb {
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable> {
        let (revision, rows) = if self.reader.is_slow() {
            let rows = Arc::clone(&self.rows);
            self.reader.aside(move || rows.read()).await?
        } else {
            self.reader.told(self.rows.read())?
        };
        Ok(Box::new(RedbSnapshot { revision, rows: Arc::new(rows), reader: self.reader.clone() }))
    }

    async fn commit(&self, batch: Batch) -> Outcome {
        if self.rows.health.busy_for() > LINE_WAIT_MAX {
            return Outcome::Unavailable(Unavailable::Stalled);
        }
        let (answer, outcome) = oneshot::channel();
        let place = Place::default();
        let job = Job { batch, place: place.clone(), answer };
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        if !sent {
            return Outcome::Unavailable(Unavailable::because("the committer has stopped"));
        }
        #[cfg(any(test, feature = "fake"))]
        if let Some(steps) = &self.steps {
            tokio::task::yield_now().await;
            steps.lock().unwrap_or_else(PoisonError::into_inner).step();
        }
        match answered_within(LINE_WAIT_MAX, outcome).await {
            Some(Ok(outcome)) => outcome,
            None if place.give_up() => Outcome::Unavailable(Unavailable::Stalled),
            // It is being written; or the committer died, which it does only in the middle of its work.
            None | Some(Err(_)) => Outcome::Unknown,
        }
    }

    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable> {
        *self.observer.lock().unwrap_or_else(PoisonError::into_inner) = Some(observer);
        Ok(self.head)
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
