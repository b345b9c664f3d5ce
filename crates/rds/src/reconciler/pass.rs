//! One look at one instance: see what is there, ask how the key stands, then step by step until nothing is left to do.

use rampart_store::{CommitFailed, StoreFailed};
use rampart_vocab::{AccountId, DbInstanceId, Revision, Timestamp};

use super::{PassFailed, Room, Why, Work, contents, forget, keys, orders, places::Place};
use crate::{
    instance::{Event, Halt, Progress, Seen, Step, Wish, apply, next},
    intent::{DiskKey, Intent, Protection},
    keys::{KeyUsedBy, WrappedKey},
    limits,
    records::Instance,
    rows,
};

/// What is remembered of an instance between passes; a crash may forget it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Track {
    /// When the right to its key was last tried.
    right_tried: Option<Timestamp>,
}

/// What a pass came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// How it ended.
    pub outcome: Outcome,
    /// The commits that it made.
    pub commits: Vec<Revision>,
    /// Why it broke off, when it did.
    pub failed: Option<PassFailed>,
}

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is left to do until something happens.
    Settled,
    /// Something stood in the way: try again later.
    Hindered,
    /// Too many are at such work: go on when there is room for one more.
    Waits(Work),
    /// The instance is no more, or lives on another host.
    Gone,
}

impl Passed {
    pub(super) const fn failed() -> Self {
        Self { outcome: Outcome::Hindered, commits: Vec::new(), failed: None }
    }
}

pub(super) async fn run(
    room: &Room,
    account: AccountId,
    id: &DbInstanceId,
    why: Why,
    track: &mut Track,
    place: Place,
) -> Result<Passed, PassFailed> {
    let row = room.store.begin().get::<Instance>(&rows::instance(account, id)).await?;
    let Some(row) = row.filter(|row| row.host == room.host.id) else {
        return Ok(Passed { outcome: Outcome::Gone, commits: Vec::new(), failed: None });
    };
    let mut pass =
        Pass { room, instance: row.cloned(), seen: Seen::UNKNOWN, fresh: None, commits: Vec::new(), place };

    // What was committed before a failure is no news to whoever wakes us.
    let (outcome, failed) = match pass.drive(why, track).await {
        Ok(outcome) => (outcome, None),
        Err(failed) => (Outcome::Hindered, Some(failed)),
    };
    Ok(Passed { outcome, commits: pass.commits, failed })
}

/// One look at one instance.
pub(super) struct Pass<'a> {
    pub(super) room: &'a Room,
    /// The record as it last stood.
    pub(super) instance: Instance,
    pub(super) seen: Seen,
    /// The plaintext of the wrapped key that this pass has just had made.
    pub(super) fresh: Option<DiskKey>,
    pub(super) commits: Vec<Revision>,
    pub(super) place: Place,
}

impl Pass<'_> {
    async fn drive(&mut self, why: Why, track: &mut Track) -> Result<Outcome, PassFailed> {
        self.step(Step::Look).await?;
        if self.should_ask(why) {
            self.ask_key(why, track).await?;
        }
        for _ in 0..limits::STEPS_PER_PASS {
            match next(&self.instance.life, &self.seen, self.room.clock.now()) {
                None => return self.settle().await,
                Some(Step::Forget) => return forget::forget(self).await.map(|()| Outcome::Gone),
                Some(step) if step.may_take_long() && !self.place.exchange(Work::Opening) => {
                    return Ok(Outcome::Waits(Work::Opening));
                }
                Some(step) => self.step(step).await?,
            }
        }
        Err(PassFailed::Restless)
    }

    async fn step(&mut self, step: Step) -> Result<(), PassFailed> {
        let event = match step {
            Step::MakeKey => return keys::make(self).await,
            Step::EmptyBin => Event::BinOver,
            _ => match self.intent(step).await? {
                Some(intent) => orders::carry_out(self.room, &self.instance, step, intent).await,
                None => return Ok(()),
            },
        };
        self.note(&event).await
    }

    /// What the hand is to do; nothing when the key for it was refused.
    async fn intent(&mut self, step: Step) -> Result<Option<Intent>, PassFailed> {
        if !step.opens() {
            return Ok(Some(orders::intent(self.room, &self.instance, step)));
        }
        let protection = if self.instance.encryption.is_some() {
            let fresh = self.fresh.take().filter(|_| step == Step::PrepareDisk);
            let key = match fresh {
                Some(key) => key,
                None => match keys::open(self).await? {
                    Some(key) => key,
                    None => return Ok(None),
                },
            };
            Protection::Encrypted(key)
        } else {
            Protection::Plain
        };
        Ok(Some(orders::opening(&self.instance, step, protection)))
    }

    /// Whether this pass asks how the key stands. Opening asks anyway, so a closed disk is asked for only when locked.
    fn should_ask(&self, why: Why) -> bool {
        let life = &self.instance.life;
        let locked = life.lock.is_some();
        self.seen.known
            && life.watches(KeyUsedBy::DiskEncryption)
            && (locked || (self.seen.up && why != Why::Wish))
    }

    async fn ask_key(&mut self, why: Why, track: &mut Track) -> Result<(), PassFailed> {
        keys::describe(self).await?;
        let life = &self.instance.life;
        if life.lock.is_some() || !self.seen.up || !self.tries_right(why, track) {
            return Ok(());
        }
        track.right_tried = Some(self.room.clock.now());
        // The right shows only in its use; the key is wiped at once.
        keys::open(self).await.map(drop)
    }

    fn tries_right(&self, why: Why, track: &Track) -> bool {
        let warned = self.instance.life.warnings().iter().any(|it| it.about().is_some());
        let age = track.right_tried.map(|at| self.room.clock.now().duration_since(at).unsigned_abs());
        why >= Why::Change || warned || age.is_none_or(|age| age >= limits::RIGHT_TRIED_EVERY)
    }

    async fn settle(&mut self) -> Result<Outcome, PassFailed> {
        let serving = self.seen.known && self.seen.up && self.instance.life.lock.is_none();
        let contents = if serving && self.instance.life.wish == Wish::Running {
            contents::put(self).await?
        } else {
            Outcome::Settled
        };
        Ok(if self.seen.halt == Halt::None { contents } else { Outcome::Hindered })
    }

    /// Takes an event in: onto the record as it stands now, which may hold a newer wish.
    pub(super) async fn note(&mut self, event: &Event) -> Result<(), PassFailed> {
        self.note_with(event, None).await
    }

    pub(super) async fn note_with(
        &mut self,
        event: &Event,
        wrapped: Option<&WrappedKey>,
    ) -> Result<(), PassFailed> {
        let path = rows::instance(self.instance.account, &self.instance.id);
        for _ in 0..limits::COMMIT_TRIES {
            let mut txn = self.room.store.begin();
            let row = match txn.get::<Instance>(&path).await {
                Err(StoreFailed::Moved) => continue,
                read => read?,
            };
            // Rows are removed by this task alone, at the very end.
            let Some(row) = row else { return Err(PassFailed::Contended) };
            let (mut record, mut seen) = (row.cloned(), self.seen);
            let told = apply(&mut record.life, &mut seen, event, self.room.clock.now());
            record.remember(told);
            if let (Some(wrapped), Some(encryption)) = (wrapped, &mut record.encryption)
                && encryption.wrapped.is_none()
            {
                encryption.wrapped = Some(wrapped.clone());
            }
            if record != *row.record {
                txn.put(&path, record.clone());
                match txn.commit().await {
                    Ok(revision) => self.commits.push(revision),
                    Err(CommitFailed::Conflict | CommitFailed::Unknown) => continue,
                    Err(failed) => return Err(failed.into()),
                }
            }
            (self.instance, self.seen) = (record, seen);
            return Ok(());
        }
        Err(PassFailed::Contended)
    }

    /// Whether rows of the instance are all that is left.
    pub(super) fn is_erased(&self) -> bool {
        self.instance.life.wish == Wish::Destroyed && self.instance.life.progress == Progress::Erased
    }
}
