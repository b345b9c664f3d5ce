//! What lies between redb and the disk: a write that finds no space gets some of what is kept back.
//!
//! redb serves nothing more after a failed write, so it should see as few as can be. It is told of one when nothing
//! is left to give, and then opened again.

use std::{
    fmt, io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    time::{Duration, Instant},
};

use ::redb::StorageBackend;

use super::disk::{Disk, Held};
use crate::is_full;

/// How a disk is, as far as the last calls showed. Shared by the openings of one store.
pub(super) struct Health {
    pub(super) disk: Arc<dyn Disk>,
    reserve_bytes: u64,
    /// Some of what is kept back was given free, so only who may use it goes on.
    full: AtomicBool,
    failure: AtomicU8,
    /// When the committer turned to the group that it is at.
    busy_since: Mutex<Option<Instant>>,
}

/// The worst that a call to the disk has met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Failure {
    /// Nothing.
    None,
    /// No space, and none left to give. What was written stands, what was not does not: the rows can be opened again.
    Full,
    /// Anything else: what the disk holds is not known.
    Broken,
}

impl Health {
    pub(super) fn new(disk: Arc<dyn Disk>, reserve_bytes: u64) -> Self {
        let full = disk.hold(0) == Held::Short;
        if full {
            tracing::warn!("the store's disk is full: nothing is written but what takes rights away");
        }
        Self {
            disk,
            reserve_bytes,
            full: AtomicBool::new(full),
            failure: AtomicU8::new(Failure::None as u8),
            busy_since: Mutex::new(None),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.full.load(Ordering::Acquire)
    }

    /// Whether there is space again: as much as is kept back, and as much beyond it.
    pub(super) fn recovers(&self) -> bool {
        let recovers = self.disk.hold(self.reserve_bytes) != Held::Short;
        if recovers && self.full.swap(false, Ordering::AcqRel) {
            tracing::info!("the store's disk has space again");
        }
        recovers
    }

    pub(super) fn failure(&self) -> Failure {
        match self.failure.load(Ordering::Acquire) {
            0 => Failure::None,
            1 => Failure::Full,
            _ => Failure::Broken,
        }
    }

    /// The rows were opened again, after everything written was made to last.
    pub(super) fn is_well(&self) {
        self.failure.store(Failure::None as u8, Ordering::Release);
    }

    pub(super) fn busy(&self, busy: bool) {
        *self.busy_since.lock().unwrap_or_else(PoisonError::into_inner) = busy.then(Instant::now);
    }

    /// How long the committer has been at one group.
    pub(super) fn busy_for(&self) -> Duration {
        let since = *self.busy_since.lock().unwrap_or_else(PoisonError::into_inner);
        since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// Repeats what finds no space as long as there is some to give.
    fn with_room(&self, work: impl Fn() -> io::Result<()>) -> io::Result<()> {
        loop {
            match work() {
                Err(error) if is_full(&error) => {
                    if !self.full.swap(true, Ordering::AcqRel) {
                        tracing::warn!(
                            "the store's disk is full: nothing is written but what takes rights away"
                        );
                    }
                    if !self.disk.give() {
                        self.failed(Failure::Full);
                        return Err(error);
                    }
                }
                other => return self.told(other),
            }
        }
    }

    fn told<T>(&self, answer: io::Result<T>) -> io::Result<T> {
        if answer.is_err() {
            self.failed(Failure::Broken);
        }
        answer
    }

    fn failed(&self, failure: Failure) {
        self.failure.fetch_max(failure as u8, Ordering::AcqRel);
    }
}

/// One opening of the rows.
pub(super) struct Medium {
    behind: Box<dyn StorageBackend>,
    health: Arc<Health>,
}

impl Medium {
    pub(super) fn open(health: Arc<Health>) -> io::Result<Self> {
        Ok(Self { behind: health.disk.open()?, health })
    }
}

impl StorageBackend for Medium {
    fn len(&self) -> io::Result<u64> {
        self.health.told(self.behind.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.health.told(self.behind.read(offset, out))
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.health.with_room(|| self.behind.set_len(length))
    }

    /// No second try: after a failed flush the kernel may take pages for written that are not.
    fn sync_data(&self) -> io::Result<()> {
        self.health.told(self.behind.sync_data())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.health.with_room(|| self.behind.write(offset, data))
    }

    fn close(&self) -> io::Result<()> {
        self.behind.close()
    }

    fn try_lock_range(
        &self,
        start: std::ops::Bound<u64>,
        end: std::ops::Bound<u64>,
    ) -> Result<bool, ::redb::BackendError> {
        self.behind.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: std::ops::Bound<u64>,
        end: std::ops::Bound<u64>,
    ) -> Result<bool, ::redb::BackendError> {
        self.behind.try_lock_shared_range(start, end)
    }

    fn lock_range(
        &self,
        start: std::ops::Bound<u64>,
        end: std::ops::Bound<u64>,
    ) -> Result<(), ::redb::BackendError> {
        self.behind.lock_range(start, end)
    }

    fn lock_shared_range(
        &self,
        start: std::ops::Bound<u64>,
        end: std::ops::Bound<u64>,
    ) -> Result<(), ::redb::BackendError> {
        self.behind.lock_shared_range(start, end)
    }

    fn unlock_range(
        &self,
        start: std::ops::Bound<u64>,
        end: std::ops::Bound<u64>,
    ) -> Result<(), ::redb::BackendError> {
        self.behind.unlock_range(start, end)
    }

    fn query_lock_range(
        &self,
        start: std::ops::Bound<u64>,
        end: std::ops::Bound<u64>,
    ) -> Result<bool, ::redb::BackendError> {
        self.behind.query_lock_range(start, end)
    }
}

impl fmt::Debug for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Medium").field(&self.behind).finish()
    }
}

#[cfg(test)]
impl Health {
    /// As if the committer had turned to its group so long ago.
    pub(super) fn has_been_busy_for(&self, time: Duration) {
        *self.busy_since.lock().unwrap() = Instant::now().checked_sub(time);
    }
}
