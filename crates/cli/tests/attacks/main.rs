//! Attacks on the real binary, from outside and from beside it; `docs/attacks.md` is the list of all.
//!
//! What needs root, or engines, says so where it lacks them and is passed over.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test ends when its world breaks, and prints what it passes over"
)]

#[expect(dead_code, reason = "what other tests use of it")]
#[path = "../losses/bench.rs"]
mod bench;
mod beside;
mod forged;
mod full_disk;
#[expect(dead_code, reason = "what other tests use of it")]
#[path = "../losses/instance.rs"]
mod instance;
#[expect(dead_code, reason = "what other tests use of it")]
#[path = "../operator/place.rs"]
mod place;
mod raw;
mod reasons;
mod replayed;
mod sql;
mod store;
mod trail;

use std::{
    thread,
    time::{Duration, Instant},
};

/// How long anything may take that is waited for, on a machine that does something else.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until something is so; what it saw last is told when it never is.
#[track_caller]
fn until(what: &str, mut look: impl FnMut() -> Result<(), String>) {
    let deadline = Instant::now() + PATIENCE;
    while let Err(seen) = look() {
        assert!(Instant::now() < deadline, "not within {PATIENCE:?}: {what}\nseen: {seen}");
        thread::sleep(Duration::from_millis(50));
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
