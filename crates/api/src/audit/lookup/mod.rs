//! Looks through the records of all chains, a page at a time, from where the last page ended.
//!
//! What a page costs is bounded: a segment is walked through once and remembered by its blocks (`index`), later pages
//! read single blocks. Like `read` it trusts the files as far as their own digests tell; who may look, and what a record
//! looks like to him, is the operation's.

mod cursor;
mod index;
mod place;

use std::{
    cmp::Reverse,
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use rampart_vocab::Timestamp;
use tokio::sync::Semaphore;

use super::{
    disk::Disk,
    frame::ChainId,
    read::Order,
    record::{AuditRecord, Placed},
    segments,
};
use cursor::Cursor;
use index::Index;
pub use place::Place;

/// Bytes of blocks and of segments not yet known that one page looks through, about. A page that finds nothing in them
/// ends where it stands, and the next goes on.
const LOOKED_BYTES_MAX: u64 = 64 << 20;
/// Segments that are remembered. Each takes some 50 KB.
const INDEXES_MAX: usize = 256;
/// Pages that are looked for at once; others wait.
const AT_ONCE: usize = 2;

/// The files of all chains of this server, for looking through.
pub struct Lookup {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    indexes: Mutex<HashMap<(ChainId, u64), Arc<Index>>>,
    at_once: Semaphore,
}

/// Which records a page may have.
pub struct Wanted {
    /// From this time on, included.
    pub since: Timestamp,
    /// Up to this time, excluded.
    pub until: Timestamp,
    /// Which come first.
    pub order: Order,
    /// Records of one page.
    pub limit: usize,
    /// Which of them.
    pub lets_through: Box<dyn Fn(&AuditRecord<'_>) -> bool + Send>,
}

/// One page.
#[derive(Debug, Default)]
pub struct Page {
    /// In order of time, as the order asks; within a chain in its own order.
    pub records: Vec<Placed>,
    /// Where the next page begins; none after the last.
    pub next: Option<Place>,
    /// What could not be looked at, each once.
    pub gaps: Vec<Gap>,
}

/// Records that are not there to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Older segments were taken away.
    Pruned {
        /// The chain's core.
        core: u16,
    },
    /// A segment holds bytes that were not written so; what stands behind them in it is not shown.
    Damaged {
        /// The chain's core.
        core: u16,
        /// The segment.
        segment: u64,
    },
}

impl Lookup {
    /// The chains under `dir`.
    pub fn new(disk: Arc<dyn Disk>, dir: PathBuf) -> Self {
        Self { disk, dir, indexes: Mutex::default(), at_once: Semaphore::new(AT_ONCE) }
    }

    /// The page that begins at `from`, or the first one. Files are read beside the event loop.
    ///
    /// # Errors
    /// The file system's. What is pruned or damaged is no error: it is a gap in the page.
    pub async fn page(self: &Arc<Self>, wanted: Wanted, from: Option<Place>) -> io::Result<Page> {
        let _place = self.at_once.acquire().await.map_err(io::Error::other)?;
        let lookup = Arc::clone(self);
        tokio::task::spawn_blocking(move || lookup.look(&wanted, from)).await.map_err(io::Error::other)?
    }

    fn look(&self, wanted: &Wanted, from: Option<Place>) -> io::Result<Page> {
        let mut budget = LOOKED_BYTES_MAX;
        let mut cursors = Vec::new();
        for chain in segments::chains(self.disk.as_ref(), &self.dir)? {
            let spot = from.as_ref().and_then(|place| place.of(chain));
            cursors.extend(Cursor::new(self, chain, wanted, spot)?);
        }
        let mut page = Page::default();
        let is_last = loop {
            let mut is_paused = false;
            for cursor in &mut cursors {
                is_paused |= !cursor.fill(&mut budget)?;
            }
            if is_paused {
                // One chain's next record is not known yet, so nobody's is.
                break false;
            }
            let next = cursors.iter_mut().filter(|cursor| cursor.next_at().is_some());
            let next = match wanted.order {
                Order::OldestFirst => next.min_by_key(|cursor| cursor.next_at()),
                Order::NewestFirst => next.min_by_key(|cursor| cursor.next_at().map(Reverse)),
            };
            match next {
                None => break true,
                Some(_) if page.records.len() >= wanted.limit => break false,
                Some(cursor) => page.records.extend(cursor.take()),
            }
        };
        if !is_last {
            page.next = Some(cursors.iter().map(|cursor| (cursor.chain(), cursor.spot())).collect());
        }
        for gap in cursors.iter().flat_map(Cursor::gaps) {
            if !page.gaps.contains(gap) {
                page.gaps.push(*gap);
            }
        }
        Ok(page)
    }

    /// What is known of a segment as it is now; none where it has no file.
    fn index(&self, chain: ChainId, segment: u64, budget: &mut u64) -> io::Result<Option<Arc<Index>>> {
        // It stays where it is meanwhile: who looks at the same time would walk through the segment anew.
        let known = self.indexes().get(&(chain, segment)).cloned();
        let mut index = match known {
            Some(known) if known.is_final() => return Ok(Some(known)),
            known => known.map(Arc::unwrap_or_clone).unwrap_or_default(),
        };
        let path = segments::path(&self.dir, chain, segment);
        match index.go_on(self.disk.as_ref(), &path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.indexes().remove(&(chain, segment));
                return Ok(None);
            }
            walked => *budget = budget.saturating_sub(walked?),
        }
        Ok(Some(self.keep((chain, segment), index)))
    }

    /// Remembers what is known of a segment, unless somebody else went further meanwhile.
    fn keep(&self, segment: (ChainId, u64), index: Index) -> Arc<Index> {
        let mut indexes = self.indexes();
        match indexes.get(&segment) {
            Some(there) if there.end() > index.end() => return Arc::clone(there),
            Some(_) => {}
            None if indexes.len() >= INDEXES_MAX => {
                if let Some(oldest) = indexes.keys().min_by_key(|(_, segment)| *segment).copied() {
                    indexes.remove(&oldest);
                }
            }
            None => {}
        }
        let index = Arc::new(index);
        indexes.insert(segment, Arc::clone(&index));
        index
    }

    fn indexes(&self) -> std::sync::MutexGuard<'_, HashMap<(ChainId, u64), Arc<Index>>> {
        self.indexes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
