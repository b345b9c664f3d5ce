//! The one thread that writes: it takes whatever waits, up to a group, into one write of the disk.
//!
//! Within a group every transaction is checked against those before it and gets a revision of its own. Nothing is
//! answered before the disk has it and the observer has seen it.

use std::{
    mem,
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::{Duration, Instant},
};

use ::redb::{Database, ReadableTable, Table, WriteTransaction};
use rampart_vocab::Revision;
use tokio::sync::oneshot;

use super::{GROUP_TRANSACTIONS_MAX, HEAD, OnBroken, ROWS, packed, version_in};
use crate::{
    Path, Range,
    backend::{Batch, Observer, Outcome, Unavailable},
};

pub(super) struct Job {
    pub(super) batch: Batch,
    pub(super) answer: oneshot::Sender<Outcome>,
}

pub(super) struct Committer {
    pub(super) database: Arc<Database>,
    pub(super) observer: Arc<Mutex<Option<Arc<dyn Observer>>>>,
    pub(super) on_broken: OnBroken,
    pub(super) head: Revision,
}

impl Committer {
    /// Works until nobody can send any more.
    pub(super) fn run(mut self, queue: &mpsc::Receiver<Job>) {
        let watcher = OnPanic(self.on_broken.clone());
        let mut pause = Duration::ZERO;
        while let Ok(first) = queue.recv() {
            let group = gather(first, queue, pause);
            let (began, size) = (Instant::now(), group.len());
            let committed = self.commit_group(group);
            // A caller alone is never kept waiting.
            pause = if size == 1 { Duration::ZERO } else { (began.elapsed() / 16).min(PAUSE_MAX) };
            if let Err(why) = committed {
                (self.on_broken)(&why);
                // Still here only in tests: what the disk holds is not known, so nothing more is written.
                break;
            }
        }
        mem::forget(watcher);
        for job in queue.try_iter() {
            let _ = job.answer.send(Outcome::Unavailable(Unavailable::because("the committer has stopped")));
        }
    }

    fn commit_group(&mut self, group: Vec<Job>) -> Result<(), String> {
        let outcomes = match self.write(&group) {
            Ok(outcomes) => outcomes,
            Err(error) => {
                // Whether the disk has it is not known.
                group.into_iter().for_each(|job| drop(job.answer.send(Outcome::Unknown)));
                return Err(error.to_string());
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

    fn write(&mut self, group: &[Job]) -> Result<Vec<Outcome>, ::redb::Error> {
        let mut txn = self.database.begin_write()?;
        // Without it, reopening after a kill walks the whole file.
        txn.set_quick_repair(true);
        let (outcomes, head) = self.apply(&txn, group)?;
        if head == self.head {
            txn.abort()?;
        } else {
            txn.commit()?;
            self.head = head;
        }
        Ok(outcomes)
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

/// Longest pause in the stream of jobs that a group waits out.
const PAUSE_MAX: Duration = Duration::from_micros(200);

/// Takes jobs until the group is full or none comes for `pause`. Those just answered come back one after another;
/// without the pause the first of them would have a write of the disk for itself, and the others wait it out.
fn gather(first: Job, queue: &mpsc::Receiver<Job>, pause: Duration) -> Vec<Job> {
    let mut group = vec![first];
    while group.len() < GROUP_TRANSACTIONS_MAX {
        let next = queue.try_recv().ok().or_else(|| queue.recv_timeout(pause).ok());
        let Some(job) = next else { break };
        group.push(job);
    }
    group
}

type Rows<'txn> = Table<'txn, &'static str, &'static [u8]>;

fn still_hold(rows: &Rows<'_>, batch: &Batch) -> Result<bool, ::redb::Error> {
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

fn version(rows: &Rows<'_>, path: &Path) -> Result<Revision, ::redb::Error> {
    rows.get(path.as_str())?.map_or(Ok(Revision::ZERO), |value| version_in(value.value()))
}

fn is_quiet(rows: &Rows<'_>, range: &Range, seen: Revision) -> Result<bool, ::redb::Error> {
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
