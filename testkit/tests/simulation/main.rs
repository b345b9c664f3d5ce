//! The whole server as one deterministic simulation: a seed drives callers, workers, failing disks, a clock that jumps and
//! processes that die at any step, and every answer is held against a plain model of the rules.
//!
//! Signed calls go through the real front to rows in the real store on a pretended disk; the trail's files lie on
//! pretended disks too, and databases are pretended ones behind the real reconciler. `RAMPART_TEST_SEED` runs one history
//! alone, `RAMPART_TEST_HISTORIES` so many, from a place of one's own by `RAMPART_TEST_FROM`; `RAMPART_TEST_LONG` a
//! hundred times as many as the short form.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable,
    clippy::print_stderr,
    reason = "tests"
)]

mod calls;
mod dice;
mod disk;
mod history;
mod machine;
mod marks;
mod model;
mod order;
mod proof;
mod scene;
mod server;
mod turns;
mod wishes;

use std::{
    ops::Range,
    sync::{Mutex, atomic::AtomicU64, atomic::Ordering},
    thread,
    time::Instant,
};

use history::Tally;

const SHORT: u64 = 120;
const LONG: u64 = 100 * SHORT;

#[expect(clippy::disallowed_methods, reason = "how long a test runs")]
fn asked(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{name} is a number, not `{value}`")))
}

#[expect(clippy::disallowed_methods, reason = "how long a test runs")]
fn seeds() -> Range<u64> {
    if let Some(seed) = asked("RAMPART_TEST_SEED") {
        return seed..seed + 1;
    }
    let long = std::env::var_os("RAMPART_TEST_LONG").is_some();
    let from = asked("RAMPART_TEST_FROM").unwrap_or(0);
    from..from + asked("RAMPART_TEST_HISTORIES").unwrap_or(if long { LONG } else { SHORT })
}

#[test]
fn every_answer_of_every_history_follows_from_the_rules() {
    let seeds = seeds();
    let (next, sum, began) = (AtomicU64::new(seeds.start), Mutex::new(Tally::default()), Instant::now());
    let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let tally = history::run(seed);
                    sum.lock().unwrap().add(&tally);
                }
            });
        }
    });
    let sum = sum.into_inner().unwrap();
    let (histories, seconds) = (seeds.end - seeds.start, began.elapsed().as_secs_f64());
    eprintln!(
        "{histories} histories in {seconds:.1} s, {:.0} a minute: {sum:?}",
        histories as f64 * 60.0 / seconds
    );
    // Histories in which nothing happens would show little.
    for (what, many, a_history) in [
        ("calls", sum.calls, 40),
        ("calls that were done", sum.done, 20),
        ("calls that were refused", sum.refused, 5),
        ("calls without an answer", sum.lost, 1),
        ("kills", sum.kills, 1),
        ("losses of power", sum.power_losses, 1),
        ("stalls", sum.stalls, 0),
        ("failures of the replay guard's files", sum.marks_failed, 0),
    ] {
        assert!(histories < SHORT || many > a_history * histories, "only {many} {what}: {sum:?}");
    }
}

#[test]
fn a_seed_makes_the_same_history_again() {
    for seed in 0..6 {
        assert_eq!(history::run(seed), history::run(seed), "seed {seed}");
    }
}
