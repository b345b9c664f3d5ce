//! One look at one instance: see what is there, ask how the key stands, then step by step until nothing is left to do.

use rampart_store::{CommitFailed, StoreFailed};
use rampart_vocab::{AccountId, DbInstanceId, Revision, Timestamp};

use super::{PassFailed, Room, Why, Work, contents, forget, keys, orders, places::Place, table_keys};
use crate::{
    instance::{Event, Halt, Progress, Seen, Session, Step, Tables, Wish, apply, next},
    intent::{DiskKey, Intent, Protection},
    keys::{EncryptionKeyId, KeyUsedBy},
    limits,
    records::Instance,
    rows,
    table_keys::OpenKey,
};

/// What is remembered of an instance between passes; a crash may forget it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Track {
    /// When the right to its disk's key was last tried.
    disk_right_tried: Option<Timestamp>,
    /// The same for the key of its tables.
    tables_right_tried: Option<Timestamp>,
}

impl Track {
    const fn right_tried(&mut self, key: KeyUsedBy) -> &mut Option<Timestamp> {
        match key {
            KeyUsedBy::DiskEncryption => &mut self.disk_right_tried,
            KeyUsedBy::Tde => &mut self.tables_right_tried,
        }
    }
}

/// What a pass came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// How it ended.
    pub outcome: Outcome,
    /// The commits that it made.
    pub commits: Vec<Revision>,
    /// The keys that the record names as it last stood; none where nobody could read it.
    pub keys: Option<Vec<EncryptionKeyId>>,
    /// Why it broke off, when it did.
    pub failed: Option<PassFailed>,
}

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is left to do until something happens.
    Settled,
    /// The engine starts, or is at work that it tells of: look again soon.
    Busy,
    /// Something stood in the way: try again later.
    Hindered,
    /// Too many are at such work: go on when there is room for one more.
    Waits(Work),
    /// The instance is no more, or lives on another host.
    Gone,
}

impl Passed {
    pub(super) const fn failed() -> Self {
        Self { outcome: Outcome::Hindered, commits: Vec::new(), keys: None, failed: None }
    }
}

/// The work that a step is, where it must not hold up looking at others.
fn work(step: Step) -> Option<Work> {
    match step {
        Step::EncryptTables { .. } => Some(Work::Filling),
        _ => step.may_take_long().then_some(Work::Opening),
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
        return Ok(Passed { outcome: Outcome::Gone, commits: Vec::new(), keys: None, failed: None });
    };
    let mut pass = Pass {
        room,
        instance: row.cloned(),
        seen: Seen::UNKNOWN,
        fresh: None,
        table_keys: None,
        starting: false,
        commits: Vec::new(),
        place,
    };

    // What was committed before a failure is no news to whoever wakes us.
    let (outcome, failed) = match pass.drive(why, track).await {
        Ok(outcome) => (outcome, None),
        Err(failed) => (Outcome::Hindered, Some(failed)),
    };
    let keys = Some(pass.instance.keys().cloned().collect());
    Ok(Passed { outcome, commits: pass.commits, keys, failed })
}

/// One look at one instance.
pub(super) struct Pass<'a> {
    pub(super) room: &'a Room,
    /// The record as it last stood.
    pub(super) instance: Instance,
    pub(super) seen: Seen,
    /// The plaintext of the wrapped key that this pass has just had made.
    pub(super) fresh: Option<DiskKey>,
    /// The keys of the tables that this pass has made or opened for a start.
    pub(super) table_keys: Option<Vec<OpenKey>>,
    /// Whether the desk has a session for an engine that is not up yet.
    pub(super) starting: bool,
    pub(super) commits: Vec<Revision>,
    pub(super) place: Place,
}

impl Pass<'_> {
    async fn drive(&mut self, why: Why, track: &mut Track) -> Result<Outcome, PassFailed> {
        self.step(Step::Look).await?;
        self.ask_keys(why, track).await?;
        for _ in 0..limits::STEPS_PER_PASS {
            match next(&self.instance.life, &self.seen, self.room.clock.now()) {
                None => return self.settle().await,
                Some(Step::Forget) => return forget::forget(self).await.map(|()| Outcome::Gone),
                Some(step) => match work(step).filter(|work| !self.place.exchange(*work)) {
                    Some(work) => return Ok(Outcome::Waits(work)),
                    None => self.step(step).await?,
                },
            }
        }
        Err(PassFailed::Restless)
    }

    async fn step(&mut self, step: Step) -> Result<(), PassFailed> {
        let event = match step {
            Step::MakeKey => return keys::make(self).await,
            Step::MakeTableKeys { version } => return table_keys::make(self, version).await,
            Step::OpenTableKeys => return table_keys::open(self).await,
            // Never without keys where there are any: tables may be encrypted, whatever is known of it.
            Step::StartEngine { .. } if self.instance.tables.is_some() => {
                table_keys::start(self, step).await?
            }
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

    async fn ask_keys(&mut self, why: Why, track: &mut Track) -> Result<(), PassFailed> {
        let asked: Vec<KeyUsedBy> =
            KeyUsedBy::ALL.into_iter().filter(|key| self.should_ask(*key, why)).collect();
        keys::describe(self, &asked).await?;
        for key in asked {
            if self.seen.up && !self.is_lost(key) && self.tries_right(key, why, track) {
                *track.right_tried(key) = Some(self.room.clock.now());
                keys::try_right(self, key).await?;
            }
        }
        Ok(())
    }

    /// Whether this pass asks how a key stands. Opening asks anyway, so what does not run is asked for only when locked.
    fn should_ask(&self, key: KeyUsedBy, why: Why) -> bool {
        let running = self.seen.up && (why != Why::Wish || self.is_enabling());
        let asks = self.seen.known && why != Why::Progress && self.instance.life.watches(key);
        asks && (self.is_lost(key) || running)
    }

    fn tries_right(&self, key: KeyUsedBy, why: Why, track: &mut Track) -> bool {
        let warned = self.instance.life.warnings().iter().any(|it| it.about() == Some(key));
        let age = track.right_tried(key).map(|at| self.room.clock.now().duration_since(at).unsigned_abs());
        let due = age.is_none_or(|age| age >= limits::RIGHT_TRIED_EVERY);
        why >= Why::Change || warned || due || self.is_enabling()
    }

    fn is_lost(&self, key: KeyUsedBy) -> bool {
        self.instance.life.lost(key).is_some()
    }

    /// Whether the engine is about to be stopped, to be started with keys: what is known to be refused then is not begun.
    fn is_enabling(&self) -> bool {
        let tables = self.instance.life.tables.as_ref();
        self.seen.tables.session == Session::Keyless && tables.is_some_and(Tables::is_enabling)
    }

    async fn settle(&mut self) -> Result<Outcome, PassFailed> {
        let serving = self.seen.known && self.seen.up && self.instance.life.lock.is_none();
        if !serving || self.instance.life.wish != Wish::Running {
            return Ok(if self.seen.halt == Halt::None { Outcome::Settled } else { Outcome::Hindered });
        }
        if self.instance.life.is_starting() && !self.seen.accepting {
            return Ok(if self.seen.halt == Halt::None { Outcome::Busy } else { Outcome::Hindered });
        }
        let contents = contents::put(self).await?;
        Ok(match (self.seen.halt, contents) {
            (Halt::None, Outcome::Settled) if self.seen.tables.told && self.is_encrypting() => Outcome::Busy,
            (Halt::None, contents) => contents,
            _ => Outcome::Hindered,
        })
    }

    fn is_encrypting(&self) -> bool {
        self.instance.life.tables.as_ref().is_some_and(|tables| tables.done < tables.made)
    }

    /// Sees whether the desk answers the engine that runs, and ends the session of one that does not.
    pub(super) fn see_desk(&mut self) {
        let Some(tables) = self.instance.life.tables.as_ref().filter(|_| self.seen.known) else { return };
        if !self.seen.up {
            if !self.starting {
                self.room.tables.close(&self.instance.id);
            }
        } else if self.seen.tables.session != Session::Keyless {
            let held = self.room.tables.holds(&self.instance.id, tables.made);
            self.seen.tables.session = if held { Session::Held } else { Session::Lost };
        }
    }

    /// Takes an event in: onto the record as it stands now, which may hold a newer wish.
    pub(super) async fn note(&mut self, event: &Event) -> Result<(), PassFailed> {
        self.record(Some(event), |_| {}).await
    }

    /// The same with a change of the record in the same commit, or such a change alone.
    pub(super) async fn record(
        &mut self,
        event: Option<&Event>,
        change: impl Fn(&mut Instance),
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
            if let Some(event) = event {
                let told = apply(&mut record.life, &mut seen, event, self.room.clock.now());
                record.remember(told);
            }
            change(&mut record);
            if record != *row.record {
                // A full disk must not keep a database from being locked.
                txn.use_reserve();
                txn.put(&path, record.clone());
                match txn.commit().await {
                    Ok(revision) => self.commits.push(revision),
                    Err(CommitFailed::Conflict | CommitFailed::Unknown) => continue,
                    Err(failed) => return Err(failed.into()),
                }
            }
            (self.instance, self.seen) = (record, seen);
            self.see_desk();
            return Ok(());
        }
        Err(PassFailed::Contended)
    }

    /// Whether rows of the instance are all that is left.
    pub(super) fn is_erased(&self) -> bool {
        self.instance.life.wish == Wish::Destroyed && self.instance.life.progress == Progress::Erased
    }
}
