//! Histories on a disk that fails, held against `memory`: what was acknowledged is there, what was refused is not,
//! and nothing stands in part.
//!
//! Each history follows from its seed, down to the calls that reach the disk; a failure names it.
//! `RAMPART_TEST_SEED` runs one alone, `RAMPART_TEST_LONG` a hundred times as many.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
};

use rampart_vocab::{Revision, SeededEntropy, chance};

use super::{
    OnBroken, Redb, RedbOptions,
    platter::{Fault, Platter},
};
use crate::{
    Page, Path, Range,
    backend::{Backend, Batch, Outcome, StoredRow, Unavailable, Write, memory::Memory},
    path,
};

/// A store's revision and its rows.
type Held = (Revision, Vec<(Path, StoredRow)>);

/// Blocks that are kept back: more than a group of these tests ever takes.
const RESERVE: usize = 1024;
const PLENTY: usize = 1 << 20;

/// A store on a disk, and what is known of it.
struct Bench {
    dice: SeededEntropy,
    platter: Platter,
    redb: Option<Redb>,
    broken: Arc<AtomicBool>,
    /// What stands for certain, in order.
    standing: Vec<Batch>,
    /// What may stand, all of it or nothing.
    unknown: Vec<Batch>,
    log: Vec<String>,
}

impl Bench {
    fn new(seed: u64, reserve: usize) -> Self {
        let mut bench = Self {
            dice: SeededEntropy::new(seed),
            platter: Platter::new(PLENTY, reserve, seed),
            redb: None,
            broken: Arc::default(),
            standing: Vec::new(),
            unknown: Vec::new(),
            log: Vec::new(),
        };
        bench.open();
        bench
    }

    fn open(&mut self) {
        self.broken = Arc::default();
        let broken = Arc::clone(&self.broken);
        let on_broken: OnBroken = Arc::new(move |_| broken.store(true, Ordering::SeqCst));
        let options =
            RedbOptions { on_broken, reserve_bytes: (RESERVE * 4096) as u64, ..RedbOptions::default() };
        self.redb = Some(Redb::on(Arc::new(self.platter.clone()), options).unwrap());
    }

    fn below(&self, sides: u8) -> u8 {
        let [thrown] = chance::array(&self.dice);
        thrown % sides
    }

    /// Two or three rows that belong together, each with the same value, and a few comparisons, mostly right.
    fn batch(&self, on_reserve: bool) -> Batch {
        let mark = chance::array::<4>(&self.dice);
        let long = usize::from(self.below(4)) * 900 + 8;
        let set = self.below(12);
        let deletes = self.below(5) == 0;
        let value: Option<Arc<[u8]>> = (!deletes).then(|| mark.repeat(long).into());
        let write = |part: u8| Write { path: path!["set", set, part], value: value.clone(), record: None };
        let compares = if self.below(4) == 0 {
            let wanted = self.standing.len() as u64 + u64::from(self.below(3));
            vec![(path!["set", set, 0], Revision(wanted))]
        } else {
            Vec::new()
        };
        Batch { writes: (0..3).map(write).collect(), compares, on_reserve, ..Batch::default() }
    }

    /// Commits batches: the first by itself, the others as one group behind it.
    async fn commit(&mut self, batches: Vec<Batch>) {
        let redb = self.redb.as_ref().unwrap();
        let mut sent: Vec<Pin<Box<dyn Future<Output = Outcome> + '_>>> = Vec::new();
        let mut context = Context::from_waker(Waker::noop());
        self.platter.stalls(true);
        for (at, batch) in batches.iter().enumerate() {
            let mut one = Box::pin(redb.commit(batch.clone()));
            assert!(one.as_mut().poll(&mut context).is_pending());
            sent.push(one);
            if at == 0 {
                self.platter.is_reached();
            }
        }
        self.platter.stalls(false);
        let mut outcomes = Vec::new();
        for one in sent {
            outcomes.push(one.await);
        }
        for (batch, outcome) in batches.into_iter().zip(&outcomes) {
            match outcome {
                Outcome::Committed(_) => self.standing.push(batch),
                Outcome::Unknown => {
                    // The committer says so first, and ends then.
                    self.broken.store(true, Ordering::SeqCst);
                    self.unknown.push(batch);
                }
                Outcome::Conflict | Outcome::Unavailable(_) => {}
            }
        }
        self.log.push(format!("{outcomes:?} after {} calls", self.platter.calls()));
    }

    /// What a store would hold after these batches: its revision and its rows; and those that met no conflict.
    async fn after(batches: impl Iterator<Item = &Batch>) -> (Held, Vec<Batch>) {
        let memory = Memory::new();
        let mut done = Vec::new();
        for batch in batches {
            if let Outcome::Committed(_) = memory.commit(batch.clone()).await {
                done.push(batch.clone());
            }
        }
        ((memory.snapshot().await.unwrap().revision(), memory.dump()), done)
    }

    async fn held(&self) -> Held {
        let snapshot = self.redb.as_ref().unwrap().snapshot().await.unwrap();
        (snapshot.revision(), snapshot.scan(&Range::all(), &Page::first(usize::MAX)).await.unwrap())
    }

    /// Looks whether exactly what must stand does, and settles what may.
    async fn look(&mut self) {
        let held = self.held().await;
        let (without, _) = Self::after(self.standing.iter()).await;
        let (with, done) = Self::after(self.standing.iter().chain(&self.unknown)).await;
        assert!(held == without || held == with, "{}", self.story());
        if held == with {
            self.standing = done;
        }
        self.unknown.clear();
    }

    /// The process ends, and half of the time the power goes with it. The next one finds a disk that works: on one
    /// that does not, it would not start.
    fn crash(&mut self) {
        // Half of the time it is killed: what closing would still write never reaches the disk.
        if self.below(2) == 0 {
            self.platter.dies();
        }
        self.redb = None;
        self.platter.is_taken_over();
        if self.below(2) == 0 {
            self.platter.loses_power();
        }
        self.open();
    }

    fn story(&self) -> String {
        self.log.join("\n")
    }
}

fn long(short: u64) -> std::ops::Range<u64> {
    #[expect(clippy::disallowed_methods, reason = "how long a test runs")]
    let asked = |name| std::env::var(name).ok();
    match asked("RAMPART_TEST_SEED").and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None if asked("RAMPART_TEST_LONG").is_some() => 0..short * 100,
        None => 0..short,
    }
}

/// Says which seed a history failed on.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("run it again by RAMPART_TEST_SEED={}", self.0);
        }
    }
}

/// One history on a failing disk; what it came to, for holding two runs against each other.
async fn failing_history(seed: u64) -> String {
    let _seed = Seed(seed);
    let mut bench = Bench::new(seed, RESERVE);
    for _ in 0..12 {
        let fault = [Fault::Write, Fault::Torn, Fault::Flush, Fault::Length][usize::from(bench.below(4))];
        let after = if fault == Fault::Length { 0 } else { u32::from(bench.below(24)) };
        if bench.below(3) > 0 {
            bench.platter.fails(fault, after);
        }
        for _ in 0..3 {
            let behind = bench.below(4);
            let batches = (0..=behind).map(|_| bench.batch(false)).collect();
            // The first is unconditional, so that it reaches the disk.
            let mut batches: Vec<Batch> = batches;
            batches[0].compares.clear();
            bench.commit(batches).await;
            if bench.broken.load(Ordering::SeqCst) {
                break;
            }
        }
        if bench.broken.load(Ordering::SeqCst) || bench.below(3) == 0 {
            bench.crash();
        }
        bench.platter.heals();
        bench.look().await;
    }
    bench.story()
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_and_nothing_stands_in_part_whatever_fails() {
    let mut broke = 0;
    let seeds = long(60);
    for seed in seeds.clone() {
        broke += failing_history(seed).await.matches("Unknown").count();
    }
    assert!(seeds.end - seeds.start == 1 || broke > 60, "only {broke} commits met a fault");
}

#[tokio::test]
async fn a_seed_makes_the_same_history_again() {
    for seed in 0..4 {
        assert_eq!(failing_history(seed).await, failing_history(seed).await, "seed {seed}");
    }
}

/// One history on a disk that fills up and is emptied again.
async fn full_history(seed: u64, reserve: usize) -> String {
    let _seed = Seed(seed);
    let mut bench = Bench::new(seed, reserve);
    for _ in 0..8 {
        bench.platter.leaves(usize::from(bench.below(40)));
        let mut full = false;
        for _ in 0..40 {
            let on_reserve = bench.below(2) == 0;
            let mut batch = bench.batch(on_reserve);
            batch.compares.clear();
            let before = bench.standing.len();
            if reserve > 0 && bench.redb.as_ref().unwrap().reader.health.is_full() && !on_reserve {
                // It is refused without a call to the disk.
                let calls = bench.platter.calls();
                let outcome = bench.redb.as_ref().unwrap().commit(batch).await;
                assert_eq!(outcome, Outcome::Unavailable(Unavailable::Full), "{}", bench.story());
                assert_eq!(bench.platter.calls(), calls);
                full = true;
                continue;
            }
            bench.commit(vec![batch]).await;
            let stands = bench.standing.len() > before;
            assert!(stands || reserve == 0, "{}", bench.story());
            full |= !stands;
        }
        assert!(!bench.broken.load(Ordering::SeqCst), "{}", bench.story());
        bench.log.push(format!("full: {full}"));
        bench.look().await;
        if bench.below(3) == 0 {
            bench.crash();
            bench.look().await;
        }
        bench.platter.leaves(PLENTY);
        let again = bench.batch(false);
        let again = Batch { compares: Vec::new(), ..again };
        bench.commit(vec![again]).await;
        assert!(bench.unknown.is_empty());
        bench.look().await;
        let outcome = bench.log.last().unwrap();
        assert!(outcome.starts_with("[Committed"), "it does not go on: {}", bench.story());
    }
    bench.story()
}

#[tokio::test]
async fn a_full_disk_refuses_all_but_what_may_use_the_reserve_and_goes_on_when_space_is_back() {
    let mut full = 0;
    let seeds = long(10);
    for seed in seeds.clone() {
        full += full_history(seed, RESERVE).await.matches("full: true").count();
    }
    assert!(seeds.end - seeds.start == 1 || full > 10, "the disk was full {full} times only");
}

#[tokio::test]
async fn without_a_reserve_a_full_disk_refuses_and_the_rows_are_opened_again() {
    let mut full = 0;
    let seeds = long(10);
    for seed in seeds.clone() {
        full += full_history(seed, 0).await.matches("full: true").count();
    }
    assert!(seeds.end - seeds.start == 1 || full > 10, "the disk was full {full} times only");
}

#[tokio::test]
async fn reads_go_on_while_the_disk_is_full() {
    let mut bench = Bench::new(1, 0);
    let first = bench.batch(false);
    bench.commit(vec![Batch { compares: Vec::new(), ..first }]).await;
    let before = bench.redb.as_ref().unwrap().snapshot().await.unwrap();
    bench.platter.leaves(0);
    for _ in 0..20 {
        let batch = bench.batch(false);
        bench.commit(vec![Batch { compares: Vec::new(), ..batch }]).await;
        bench.look().await;
    }
    assert!(bench.log.iter().any(|line| line.contains("Full")), "{}", bench.story());
    // A snapshot from before the rows were opened again says so, and a new one answers.
    let stale = before.scan(&Range::all(), &Page::first(9)).await;
    assert!(matches!(stale, Ok(_) | Err(Unavailable::Because(_))), "{stale:?}");
    assert!(!bench.broken.load(Ordering::SeqCst));
}

#[tokio::test]
async fn a_failed_disk_is_told_once_and_nothing_is_written_after() {
    let platter = Platter::new(PLENTY, RESERVE, 1);
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let on_broken: OnBroken = {
        let told = told.clone();
        Arc::new(move |why| told.lock().unwrap().push(why.to_owned()))
    };
    let options = RedbOptions { on_broken, ..RedbOptions::default() };
    let redb = Redb::on(Arc::new(platter.clone()), options).unwrap();
    assert_eq!(redb.commit(one()).await, Outcome::Committed(Revision(1)));
    platter.fails(Fault::Flush, 0);
    assert_eq!(redb.commit(one()).await, Outcome::Unknown, "what the disk holds is not known");
    let after = redb.commit(one()).await;
    assert!(matches!(&after, Outcome::Unavailable(_) | Outcome::Unknown), "{after:?}");
    let told = told.lock().unwrap();
    assert!(told.len() == 1 && told[0].contains("the flush is refused"), "{told:?}");
}

fn one() -> Batch {
    let write = Write { path: path!["r", 1], value: Some([1].as_slice().into()), record: None };
    Batch { writes: vec![write], ..Batch::default() }
}

#[tokio::test]
async fn a_commit_that_nobody_waits_for_stands_all_the_same() {
    let redb = Redb::on(Arc::new(Platter::new(PLENTY, RESERVE, 1)), RedbOptions::default()).unwrap();
    // Polled once, so that it is sent, and dropped.
    let mut sent = redb.commit(one());
    assert!(matches!(sent.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
    drop(sent);
    assert_eq!(redb.commit(one()).await, Outcome::Committed(Revision(2)));
    let snapshot = redb.snapshot().await.unwrap();
    assert_eq!(snapshot.get(&path!["r", 1]).await.unwrap().map(|row| row.version), Some(Revision(2)));
}

#[tokio::test(start_paused = true)]
async fn a_disk_that_stalls_holds_nobody_for_ever() {
    let platter = Platter::new(PLENTY, RESERVE, 1);
    let redb = Redb::on(Arc::new(platter.clone()), RedbOptions::default()).unwrap();
    platter.stalls(true);
    let mut writing = redb.commit(one());
    assert!(writing.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    platter.is_reached();
    assert_eq!(redb.commit(one()).await, Outcome::Unavailable(Unavailable::Stalled), "it stood in line");
    assert_eq!(writing.await, Outcome::Unknown, "it is being written");
    redb.reader.health.has_been_busy_for(crate::LINE_WAIT_MAX * 2);
    let refused = redb.commit(one());
    let mut refused = std::pin::pin!(refused);
    let at_once = refused.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(
        at_once,
        Poll::Ready(Outcome::Unavailable(Unavailable::Stalled)),
        "others are refused at once"
    );
    // Reads wait aside for what is not in memory; this is.
    let snapshot = redb.snapshot().await.unwrap();
    assert_eq!(snapshot.get(&path!["r", 1]).await.unwrap(), None);
    assert_eq!(snapshot.scan(&Range::all(), &Page::first(9)).await.unwrap(), []);

    platter.stalls(false);
    // Nobody's patience ends by itself any more.
    tokio::time::resume();
    let stood = loop {
        // The first stands once the disk answers; those that were refused never do.
        if let Outcome::Committed(revision) = redb.commit(one()).await {
            break revision;
        }
    };
    assert_eq!(stood, Revision(2));
}
