//! The steps that the hand takes, counted, so that a test can end it between any two of them.

use std::sync::atomic::{AtomicU32, Ordering};

/// Counts steps.
#[derive(Debug)]
pub(crate) struct Trail {
    taken: AtomicU32,
    die_after: Option<u32>,
}

impl Trail {
    pub(crate) const fn new(die_after: Option<u32>) -> Self {
        Self { taken: AtomicU32::new(0), die_after }
    }

    /// A step is behind us: what follows must find it done if this process ends here.
    pub(crate) fn step(&self, what: &str) {
        let taken = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::debug!(step = taken, what, "done");
        if self.die_after == Some(taken) {
            // As a kill from outside does: no destructor runs, nothing is flushed.
            let us = rustix::process::getpid();
            let _ = rustix::process::kill_process(us, rustix::process::Signal::KILL);
        }
    }
}
