//! Rows in memory: for tests, and the oracle that other backends are held against.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rampart_vocab::Revision;
use rpds::RedBlackTreeMapSync;

use super::{Backend, Batch, Observer, Outcome, Snapshot, StoredRow, Unavailable};
use crate::{Direction, Page, Path, Range};

/// Rows in memory. A clone is the same store, as a file opened again would be.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rows: Rows,
    observer: Option<Arc<dyn Observer>>,
}

/// A persistent map, so that a snapshot is a copy of the root and commits never disturb it.
#[derive(Clone, Default)]
struct Rows {
    head: Revision,
    rows: RedBlackTreeMapSync<Path, StoredRow>,
}

impl Memory {
    /// No rows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// As [`Backend::watch`], which cannot fail or wait here.
    pub(crate) fn observe(&self, observer: Arc<dyn Observer>) -> Revision {
        self.with(|state| {
            state.observer = Some(observer);
            state.rows.head
        })
    }

    /// What a reader of the medium would find: every name and sealed value.
    pub fn dump(&self) -> Vec<(Path, StoredRow)> {
        self.with(|state| state.rows.rows.iter().map(|(path, row)| (path.clone(), row.clone())).collect())
    }

    /// Writes a value past all sealing, as whoever holds the medium could.
    pub fn tamper(&self, path: &Path, value: impl Into<Arc<[u8]>>) {
        self.with(|state| {
            let version = state.rows.rows.get(path).map_or(state.rows.head, |row| row.version);
            state.rows.rows.insert_mut(path.clone(), StoredRow { version, value: value.into() });
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Backend for Memory {
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable> {
        Ok(self.with(|state| Box::new(state.rows.clone())))
    }

    async fn commit(&self, batch: Batch) -> Outcome {
        self.with(|state| {
            if !state.rows.still_hold(&batch) {
                return Outcome::Conflict;
            }
            let revision = Revision(state.rows.head.0 + 1);
            state.rows.apply(revision, &batch);
            // Under the lock, so that observers see commits in order.
            if let Some(observer) = &state.observer {
                observer.committed(revision, &batch.writes);
                observer.settled(revision);
            }
            Outcome::Committed(revision)
        })
    }

    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable> {
        Ok(self.observe(observer))
    }
}

impl Rows {
    fn still_hold(&self, batch: &Batch) -> bool {
        let version = |path| self.rows.get(path).map_or(Revision::ZERO, |row| row.version);
        batch.compares.iter().all(|(path, expected)| version(path) == *expected)
            && batch.quiet.iter().all(|(range, seen)| self.inside(range).all(|(_, row)| row.version <= *seen))
    }

    fn apply(&mut self, revision: Revision, batch: &Batch) {
        self.head = revision;
        for write in &batch.writes {
            match &write.value {
                Some(value) => {
                    let row = StoredRow { version: revision, value: value.clone() };
                    self.rows.insert_mut(write.path.clone(), row);
                }
                None => {
                    self.rows.remove_mut(&write.path);
                }
            }
        }
    }

    fn inside(&self, range: &Range) -> impl DoubleEndedIterator<Item = (&Path, &StoredRow)> {
        let bounds = if range.is_empty() { Range::nothing() } else { range.clone() };
        self.rows.range(Path::from_stored(bounds.start())..Path::from_stored(bounds.end()))
    }
}

#[async_trait]
impl Snapshot for Rows {
    fn revision(&self) -> Revision {
        self.head
    }

    async fn get(&self, path: &Path) -> Result<Option<StoredRow>, Unavailable> {
        Ok(self.rows.get(path).cloned())
    }

    async fn scan(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, Unavailable> {
        let left = range.resumed(page);
        let owned = |(path, row): (&Path, &StoredRow)| (path.clone(), row.clone());
        Ok(match page.direction {
            Direction::Forward => self.inside(&left).take(page.limit).map(owned).collect(),
            Direction::Backward => self.inside(&left).rev().take(page.limit).map(owned).collect(),
        })
    }
}
