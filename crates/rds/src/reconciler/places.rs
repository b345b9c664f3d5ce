//! How many passes are at work at once, by what they do: what takes long must not hold up the locking of what runs.
//!
//! A pass begins in a place for looking and exchanges it before it begins to open or to fill. Who gets a place when
//! several want it is the board's to say.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::limits;

/// What a pass does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Looks, asks for the key, stops and closes.
    Looking,
    /// Makes, opens, starts or erases.
    Opening,
    /// Sees to accounts and databases.
    Filling,
}

/// The places of one reconciler. A clone is the same.
#[derive(Clone)]
pub(super) struct Places {
    looking: Arc<Semaphore>,
    opening: Arc<Semaphore>,
    filling: Arc<Semaphore>,
    exchanged: Arc<Notify>,
}

/// A pass' place.
pub(super) struct Place {
    places: Places,
    work: Work,
    permit: OwnedSemaphorePermit,
    called: Call,
}

/// Word to a pass that something pressing waits for it to end.
#[derive(Clone, Default)]
pub(super) struct Call(Arc<AtomicBool>);

impl Places {
    pub(super) fn new() -> Self {
        let places = |count| Arc::new(Semaphore::new(count));
        Self {
            looking: places(limits::LOOKING_AT_ONCE),
            opening: places(limits::OPENING_AT_ONCE),
            filling: places(limits::FILLING_AT_ONCE),
            exchanged: Arc::default(),
        }
    }

    /// Whether a place is free.
    pub(super) fn has(&self, work: Work) -> bool {
        self.of(work).available_permits() > 0
    }

    /// Takes a free place, if there is one.
    pub(super) fn take(&self, work: Work, called: Call) -> Option<Place> {
        let permit = self.permit(work)?;
        Some(Place { places: self.clone(), work, permit, called })
    }

    /// Returns when a pass has given its place back before its end.
    pub(super) async fn exchanged(&self) {
        self.exchanged.notified().await;
    }

    fn permit(&self, work: Work) -> Option<OwnedSemaphorePermit> {
        Arc::clone(self.of(work)).try_acquire_owned().ok()
    }

    const fn of(&self, work: Work) -> &Arc<Semaphore> {
        match work {
            Work::Looking => &self.looking,
            Work::Opening => &self.opening,
            Work::Filling => &self.filling,
        }
    }
}

impl Place {
    /// Exchanges the place for one for other work; whether one was free.
    pub(super) fn exchange(&mut self, work: Work) -> bool {
        if self.work == work {
            return true;
        }
        let Some(permit) = self.places.permit(work) else { return false };
        self.work = work;
        self.permit = permit;
        self.places.exchanged.notify_one();
        true
    }

    /// Whether something pressing waits for this pass to end.
    pub(super) fn is_called(&self) -> bool {
        self.called.0.load(Ordering::Relaxed)
    }
}

impl Call {
    pub(super) fn call(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
