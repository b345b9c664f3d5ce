//! The one thread that writes: it takes whatever waits, up to a group, into one write of the disk.
//!
//! Within a group every transaction is checked against those before it and gets a revision of its own. Nothing is
//! answered before the disk has it and the observer has seen it. While the disk is full, only those go on that may
//! use what is kept back.

use std::{
    mem,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU8, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use ::redb::{ReadableTable, Table, WriteTransaction};
use rampart_vocab::Revision;
use tokio::sync::oneshot;

use super::{
    GROUP_BYTES_MAX, GROUP_TRANSACTIONS_MAX, HEAD, OnBroken, ROWS, medium::Failure, packed, rows::Rows,
    version_in,
};
use crate::{
    Path, Range,
    backend::{Batch, Observer, Outcome, Unavailable},
};

pub(super) struct Job {
    pub(super) batch: Batch,
    pub(super) place: Place,
    pub(super) answer: oneshot::Sender<Outcome>,
}

/// A job's place in the line: it can be given up until the committer takes the job.
#[derive(Clone, Default)]
pub(super) struct Place(Arc<AtomicU8>);

impl Place {
    const WAITS: u8 = 0;
    const TAKEN: u8 = 1;
    const GIVEN_UP: u8 = 2;

    /// Whether the job is not done now, and never will be.
    pub(super) fn give_up(&self) -> bool {
        self.becomes(Self::GIVEN_UP)
    }

    fn take(&self) -> bool {
        self.becomes(Self::TAKEN)
    }

    fn becomes(&self, state: u8) -> bool {
        self.0.compare_exchange(Self::WAITS, state, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

pub(super) struct Committer {
    pub(super) rows: Arc<Rows>,
    pub(super) observer: Arc<Mutex<Option<Arc<dyn Observer>>>>,
    pub(super) on_broken: OnBroken,
    pub(super) head: Revision,
}

impl Committer {
    /// Works until nobody can send any more.
    pub(super) fn run(mut self, queue: &mpsc::Receiver<Job>) {
        let watcher = OnPanic(self.on_broken.clone());
        let (mut pause, mut looked) = (Duration::ZERO, None);
        while let Ok(first) = queue.recv() {
            let group = gather(first, queue, pause);
            let (began, size) = (Instant::now(), group.len());
            if self.turn(group, &mut looked).is_err() {
                // Still here only in tests: what the disk holds is not known, so nothing more is written.
                break;
            }
            // A caller alone is never kept waiting.
            pause = if size == 1 { Duration::ZERO } else { (began.elapsed() / 16).min(PAUSE_MAX) };
        }
        mem::forget(watcher);
        turn_away(queue);
    }

    /// One group, from the look whether the disk is full to the answers; an error once the disk is broken and that is
    /// told.
    fn turn(&mut self, mut group: Vec<Job>, looked: &mut Option<Instant>) -> Result<(), ()> {
        self.rows.health.busy(true);
        if self.rows.health.is_full() {
            self.refuse_what_may_not_use_the_reserve(&mut group, looked);
        }
        let committed = if group.is_empty() { Ok(()) } else { self.commit_group(group) };
        self.rows.health.busy(false);
        committed.map_err(|why| {
            // What the kernel took for written may not be: what is read next should be what the disk holds.
            self.rows.health.disk.forget();
            (self.on_broken)(&why);
        })
    }

    fn refuse_what_may_not_use_the_reserve(&self, group: &mut Vec<Job>, looked: &mut Option<Instant>) {
        if group.iter().all(|job| job.batch.on_reserve) {
            return;
        }
        if looked.is_none_or(|looked| looked.elapsed() >= self.rows.health.disk.look_every()) {
            *looked = Some(Instant::now());
            if self.rows.health.recovers() {
                return;
            }
        }
        let (on, refused): (Vec<_>, Vec<_>) =
            mem::take(group).into_iter().partition(|job| job.batch.on_reserve);
        *group = on;
        answer_all(refused, &Outcome::Unavailable(Unavailable::Full));
    }

    fn commit_group(&mut self, group: Vec<Job>) -> Result<(), String> {
        let outcomes = match self.write(&group).or_else(|failed| self.look_after(failed, group.len())) {
            Ok(outcomes) => outcomes,
            Err(why) => {
                // Whether the disk has it is not known.
                answer_all(group, &Outcome::Unknown);
                return Err(why);
            }
        };
        if let Some(observer) = &*self.observer.lock().unwrap_or_else(PoisonError::into_inner) {
            for (job, outcome) in group.iter().zip(&outcomes) {
                if let Outcome::Committed(revision) = outcome {
                    observer.committed(*revision, &job.batch.writes);
                }
            }
            observer.settled(self.head);
        }
        // Nobody waits for a dropped call; what it wrote stands all the same.
        group.into_iter().zip(outcomes).for_each(|(job, outcome)| drop(job.answer.send(outcome)));
        Ok(())
    }

    /// What became of a group whose write failed. When the disk is full and there was nothing left to give, the rows
    /// are opened again, and their head tells.
    fn look_after(&mut self, failed: WriteFailed, size: usize) -> Result<Vec<Outcome>, String> {
        let health = &self.rows.health;
        if health.failure() != Failure::Full {
            return Err(failed.error.to_string());
        }
        tracing::warn!("the store's disk is full to the last byte, opening the rows again");
        let head = self.rows.open_again().map_err(|error| error.to_string())?;
        match failed.would_be {
            Some((outcomes, would_be)) if head == would_be => {
                self.head = head;
                Ok(outcomes)
            }
            _ if head == self.head => Ok(vec![Outcome::Unavailable(Unavailable::Full); size]),
            _ => Err(format!("the rows stand at revision {head}, which nobody wrote")),
        }
    }

    fn write(&mut self, group: &[Job]) -> Result<Vec<Outcome>, WriteFailed> {
        let txn = self.rows.begin_write()?;
        let (outcomes, head) = self.apply(&txn, group)?;
        if head == self.head {
            txn.abort().map_err(::redb::Error::from)?;
            return Ok(outcomes);
        }
        match txn.commit() {
            Ok(()) => {
                self.head = head;
                Ok(outcomes)
            }
            Err(error) => Err(WriteFailed { error: error.into(), would_be: Some((outcomes, head)) }),
        }
    }

    fn apply(
        &self,
        txn: &WriteTransaction,
        group: &[Job],
    ) -> Result<(Vec<Outcome>, Revision), ::redb::Error> {
        let mut rows = txn.open_table(ROWS)?;
        let mut head = self.head;
        let mut outcomes = Vec::with_capacity(group.len());
        for job in group {
            if !still_hold(&rows, &job.batch)? {
                outcomes.push(Outcome::Conflict);
                continue;
            }
            head = Revision(head.0 + 1);
            for write in &job.batch.writes {
                match &write.value {
                    Some(value) => rows.insert(write.path.as_str(), packed(head, value).as_slice())?,
                    None => rows.remove(write.path.as_str())?,
                };
            }
            outcomes.push(Outcome::Committed(head));
        }
        if head != self.head {
            txn.open_table(HEAD)?.insert((), head.0)?;
        }
        Ok((outcomes, head))
    }
}

fn turn_away(queue: &mpsc::Receiver<Job>) {
    for job in queue.try_iter() {
        let _ = job.answer.send(Outcome::Unavailable(Unavailable::because("the committer has stopped")));
    }
}

/// The committer in the hands of whoever waits for it, in place of its thread.
#[cfg(any(test, feature = "fake"))]
pub(super) struct Steps {
    committer: Committer,
    queue: mpsc::Receiver<Job>,
    looked: Option<Instant>,
    broken: bool,
}

#[cfg(any(test, feature = "fake"))]
impl Steps {
    pub(super) const fn new(committer: Committer, queue: mpsc::Receiver<Job>) -> Self {
        Self { committer, queue, looked: None, broken: false }
    }

    /// Commits what waits, as one group.
    pub(super) fn step(&mut self) {
        if self.broken {
            return turn_away(&self.queue);
        }
        if let Ok(first) = self.queue.try_recv() {
            let group = gather(first, &self.queue, Duration::ZERO);
            self.broken = self.committer.turn(group, &mut self.looked).is_err();
        }
    }
}

/// A write that failed, and what it would have come to had it reached its end.
struct WriteFailed {
    error: ::redb::Error,
    would_be: Option<(Vec<Outcome>, Revision)>,
}

impl From<::redb::Error> for WriteFailed {
    fn from(error: ::redb::Error) -> Self {
        Self { error, would_be: None }
    }
}

fn answer_all(jobs: Vec<Job>, outcome: &Outcome) {
    jobs.into_iter().for_each(|job| drop(job.answer.send(outcome.clone())));
}

/// Longest pause in the stream of jobs that a group waits out.
const PAUSE_MAX: Duration = Duration::from_micros(200);

/// Takes jobs until the group is full or none comes for `pause`. Those just answered come back one after another;
/// without the pause the first of them would have a write of the disk for itself, and the others wait it out.
fn gather(first: Job, queue: &mpsc::Receiver<Job>, pause: Duration) -> Vec<Job> {
    let mut group = Vec::new();
    let (mut bytes, mut next) = (0, Some(first));
    while let Some(job) = next {
        if job.place.take() {
            bytes += job.batch.writes.iter().map(written_bytes).sum::<usize>();
            group.push(job);
        }
        if group.len() >= GROUP_TRANSACTIONS_MAX || bytes >= GROUP_BYTES_MAX {
            break;
        }
        next = queue.try_recv().ok().or_else(|| queue.recv_timeout(pause).ok());
    }
    group
}

fn written_bytes(write: &crate::backend::Write) -> usize {
    write.path.as_str().len() + write.value.as_ref().map_or(0, |value| value.len())
}

type RowsTable<'txn> = Table<'txn, &'static str, &'static [u8]>;

fn still_hold(rows: &RowsTable<'_>, batch: &Batch) -> Result<bool, ::redb::Error> {
    for (path, expected) in &batch.compares {
        if version(rows, path)? != *expected {
            return Ok(false);
        }
    }
    for (range, seen) in &batch.quiet {
        if !is_quiet(rows, range, *seen)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn version(rows: &RowsTable<'_>, path: &Path) -> Result<Revision, ::redb::Error> {
    rows.get(path.as_str())?.map_or(Ok(Revision::ZERO), |value| version_in(value.value()))
}

fn is_quiet(rows: &RowsTable<'_>, range: &Range, seen: Revision) -> Result<bool, ::redb::Error> {
    if range.is_empty() {
        return Ok(true);
    }
    for found in rows.range(range.start()..range.end())? {
        if version_in(found?.1.value())? > seen {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A committer that panics leaves as much unknown as a disk that fails.
struct OnPanic(OnBroken);

impl Drop for OnPanic {
    fn drop(&mut self) {
        (self.0)("the committer panicked");
    }
}
