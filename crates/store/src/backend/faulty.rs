//! A backend that misbehaves on a seed: for tests of whoever must live with that.

use std::sync::{
    Arc, Mutex, PoisonError, Weak,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use rampart_vocab::{Revision, SeededEntropy, chance};
use tokio::sync::watch;

use super::{Backend, Batch, Observer, Outcome, Snapshot, Unavailable};

/// How often each fault comes, in a thousand calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// A commit finds a conflict that is not there.
    pub conflict: u16,
    /// A commit's answer is lost: half of them stand, half do not.
    pub unknown: u16,
    /// The backend cannot be reached, for reads and commits.
    pub unavailable: u16,
    /// A call lets others run first, up to eight times.
    pub dawdle: u16,
}

/// A backend with faults before it. A clone is the same one, for steering it from a test.
#[derive(Clone)]
pub struct Faulty(Arc<Inner>);

struct Inner {
    behind: Box<dyn Backend>,
    faults: Mutex<Faults>,
    entropy: SeededEntropy,
    stalled: watch::Sender<bool>,
    /// Commits that were handed over while it stalled and are not through.
    late: AtomicUsize,
    snapshots: AtomicU64,
}

impl Faulty {
    /// No faults yet.
    pub fn new(behind: impl Backend, seed: u64) -> Self {
        Self(Arc::new(Inner {
            behind: Box::new(behind),
            faults: Mutex::default(),
            entropy: SeededEntropy::new(seed),
            stalled: watch::Sender::new(false),
            late: AtomicUsize::new(0),
            snapshots: AtomicU64::new(0),
        }))
    }

    /// From now on these faults come.
    pub fn set(&self, faults: Faults) {
        *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    /// From now on every call waits, until it is no longer so. A commit that was handed over meanwhile is then carried
    /// out, as a disk does it, whether anybody still waits for it or not; in a runtime of tokio's.
    pub fn stall(&self, stalled: bool) {
        self.0.stalled.send_replace(stalled);
    }

    /// Waits until every commit is through that was handed over while it stalled.
    pub async fn caught_up(&self) {
        while self.0.late.load(Ordering::SeqCst) > 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Snapshots that were asked for so far.
    pub fn snapshots_taken(&self) -> u64 {
        self.0.snapshots.load(Ordering::SeqCst)
    }

    async fn before(&self) -> Result<Faults, Unavailable> {
        let mut stalled = self.0.stalled.subscribe();
        // The sender lives as long as this backend.
        let _ = stalled.wait_for(|stalled| !stalled).await;
        self.misbehave().await
    }

    async fn misbehave(&self) -> Result<Faults, Unavailable> {
        let faults = *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner);
        if self.happens(faults.dawdle) {
            let [turns] = chance::array(&self.0.entropy);
            for _ in 0..=turns % 8 {
                tokio::task::yield_now().await;
            }
        }
        if self.happens(faults.unavailable) { Err(Unavailable::because("as planned")) } else { Ok(faults) }
    }

    async fn carry_out(&self, batch: Batch) -> Outcome {
        let faults = match self.misbehave().await {
            Ok(faults) => faults,
            Err(unavailable) => return Outcome::Unavailable(unavailable),
        };
        if self.happens(faults.conflict) {
            return Outcome::Conflict;
        }
        if self.happens(faults.unknown) {
            if self.happens(500) {
                self.0.behind.commit(batch).await;
            }
            return Outcome::Unknown;
        }
        self.0.behind.commit(batch).await
    }

    fn happens(&self, in_a_thousand: u16) -> bool {
        in_a_thousand > 0 && u16::from_le_bytes(chance::array(&self.0.entropy)) % 1000 < in_a_thousand
    }
}

#[async_trait]
impl Backend for Faulty {
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable> {
        self.0.snapshots.fetch_add(1, Ordering::SeqCst);
        self.before().await?;
        self.0.behind.snapshot().await
    }

    async fn commit(&self, batch: Batch) -> Outcome {
        if !*self.0.stalled.borrow() {
            return self.carry_out(batch).await;
        }
        self.0.late.fetch_add(1, Ordering::SeqCst);
        let late = tokio::spawn(carry_out_late(Arc::downgrade(&self.0), self.0.stalled.subscribe(), batch));
        late.await.unwrap_or(Outcome::Unknown)
    }

    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable> {
        self.0.behind.watch(observer).await
    }
}

/// A process that ends takes what waits along: it is not held on to here.
async fn carry_out_late(to: Weak<Inner>, mut stalled: watch::Receiver<bool>, batch: Batch) -> Outcome {
    let ends = stalled.wait_for(|stalled| !stalled).await.is_err();
    let Some(faulty) = to.upgrade().filter(|_| !ends).map(Faulty) else { return Outcome::Unknown };
    let outcome = faulty.carry_out(batch).await;
    faulty.0.late.fetch_sub(1, Ordering::SeqCst);
    outcome
}
