//! One history: what the seed has callers ask, workers do, disks refuse and processes die of; and whether all that was
//! answered follows from the rules.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use rampart_rds::{intent::HandFailed, reconciler::Track};
use rampart_store::backend::{faulty::Faults, redb::platter::Fault};
use rampart_vocab::Clock;
use tokio::runtime::Runtime;

use crate::{
    calls::{Answer, Book, Made, USERS, What, Who},
    dice::Dice,
    machine::Machine,
    model::Model,
    order,
    scene::Scene,
    server::Server,
    turns::{self, Task},
    wishes::Wishes,
};

/// What happens in a history.
const STEPS: u32 = 24;
/// Ways a window's calls may have gone, at most; each that is left unknown doubles them.
const MODELS_MAX: usize = 64;

pub(crate) struct History {
    pub(crate) seed: u64,
    pub(crate) dice: Dice,
    pub(crate) machine: Machine,
    pub(crate) server: Option<Server>,
    pub(crate) book: RefCell<Book>,
    pub(crate) models: Vec<Model>,
    pub(crate) made: Vec<Made>,
    pub(crate) tracks: BTreeMap<u32, Track>,
    /// Records of reads that were made before it may be gone with the power.
    pub(crate) surely_recorded_from: u32,
    pub(crate) number: Cell<u32>,
    pub(crate) tick: Cell<u32>,
    pub(crate) tally: Tally,
    /// The latest that the clock has shown.
    latest: i64,
    /// When the machine last started.
    floor: i64,
    trace: Vec<String>,
    runtime: Runtime,
}

/// What a history was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) calls: u64,
    pub(crate) done: u64,
    pub(crate) refused: u64,
    pub(crate) lost: u64,
    pub(crate) kills: u64,
    pub(crate) power_losses: u64,
    pub(crate) stalls: u64,
    /// Windows in which a write of the replay guard was to fail.
    pub(crate) marks_failed: u64,
    pub(crate) databases_up: u64,
    pub(crate) databases_locked: u64,
    /// Of everything that happened, in order.
    pub(crate) hash: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.done += other.done;
        self.refused += other.refused;
        self.lost += other.lost;
        self.kills += other.kills;
        self.power_losses += other.power_losses;
        self.stalls += other.stalls;
        self.marks_failed += other.marks_failed;
        self.databases_up += other.databases_up;
        self.databases_locked += other.databases_locked;
        self.hash ^= other.hash;
    }
}

/// What goes wrong in a window.
enum Trouble {
    /// What was planned, or nothing.
    Fails,
    /// The process dies after so many turns.
    Dies { turns: u32 },
    /// After so many turns the rows' disk stalls for so long.
    Stalls { turns: u32, seconds: u32 },
}

/// Runs a seed's history; a panic tells what does not follow from the rules.
pub(crate) fn run(seed: u64) -> Tally {
    let mut history = History::new(seed);
    let _told = OnFailure(seed);
    history.begin();
    for _ in 0..STEPS {
        history.step();
    }
    history.end();
    let mut hasher = DefaultHasher::new();
    history.trace.hash(&mut hasher);
    Tally { hash: hasher.finish(), ..history.tally }
}

/// Says how to see a failure again.
struct OnFailure(u64);

impl Drop for OnFailure {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "\nseed {0} fails; it does so again by\n  RAMPART_TEST_SEED={0} cargo test -p rampart-testkit --test simulation every_answer\n",
                self.0
            );
        }
    }
}

impl History {
    fn new(seed: u64) -> Self {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let machine = Machine::new(seed);
        let root = runtime.block_on(Server::found(&machine));
        let book = Book {
            secrets: vec![root.secret.clone().into_bytes()],
            root,
            users: Vec::new(),
            sessions: BTreeMap::new(),
            keys: BTreeMap::new(),
            blobs: BTreeMap::new(),
            instances: BTreeMap::new(),
            looked_at: BTreeSet::new(),
            sent: BTreeMap::new(),
        };
        let mut history = Self {
            seed,
            dice: Dice::new(seed ^ 0x5EED),
            machine,
            server: None,
            book: RefCell::new(book),
            models: Vec::new(),
            made: Vec::new(),
            tracks: BTreeMap::new(),
            surely_recorded_from: 0,
            number: Cell::new(0),
            tick: Cell::new(0),
            tally: Tally::default(),
            latest: i64::MIN,
            floor: i64::MIN,
            trace: Vec::new(),
            runtime,
        };
        history.start();
        history
    }

    /// The server starts; what the machine holds it must come to terms with.
    fn start(&mut self) {
        self.machine.lives += 1;
        let started = self.runtime.block_on(Server::start(&self.machine));
        self.server =
            Some(started.unwrap_or_else(|why| self.fail(&format!("the server does not start: {why}"))));
        self.tell(format!("life {} begins", self.machine.lives));
        self.tracks.clear();
        self.book.borrow_mut().looked_at.clear();
    }

    /// People, keys and rights to begin with.
    fn begin(&mut self) {
        let now = self.now();
        self.latest = now;
        self.models = vec![Model::at(now)];
        let users = self.run(async {
            let mut users = Vec::new();
            for name in USERS {
                users.push(self.scene().user(name).await);
            }
            users
        });
        self.book.borrow_mut().users = users;
        let root = |what| (Who::Root, what);
        let mut calls = vec![root(What::CreateKey), root(What::CreateKey)];
        calls.extend((0..5).map(What::CreatePolicy).map(root));
        calls.extend((0..3).map(What::CreateRole).map(root));
        calls.extend([
            root(What::AttachToUser(1, 0)),
            root(What::AttachToUser(4, 0)),
            root(What::AttachToUser(0, 1)),
            root(What::AttachToUser(4, 1)),
            root(What::AttachToRole(1, 0)),
            root(What::AttachToRole(2, 1)),
            root(What::AttachToRole(5, 2)),
        ]);
        self.window(vec![calls], false);
        let first = *self.book.borrow().keys.keys().next().unwrap();
        self.window(vec![vec![root(What::TagKey(first, 0)), root(What::CreateInstance(first))]], false);
    }

    fn step(&mut self) {
        match self.dice.below(100) {
            0..76 => {
                let callers = 1 + self.dice.below(3);
                let calls = (0..callers).map(|_| self.some_calls()).collect();
                let troubled = self.dice.happens(60);
                self.window(calls, troubled);
            }
            76..86 => self.move_clock(),
            kind @ 86..95 => {
                self.crash(kind > 90);
                self.raise_floor();
            }
            _ => {
                let made: Vec<u32> = self.book.borrow().instances.keys().copied().collect();
                if let Some(made) = self.dice.pick(&made) {
                    self.machine.hand.kill_engine(&self.book.borrow().instance(made));
                }
            }
        }
    }

    /// Some callers ask, one thing after another, while workers work; in trouble something fails meanwhile.
    fn window(&mut self, calls: Vec<Vec<(Who, What)>>, troubled: bool) {
        let before = self.made.len();
        let made = RefCell::new(std::mem::take(&mut self.made));
        let tracks = RefCell::new(std::mem::take(&mut self.tracks));
        let trouble = if troubled { self.trouble() } else { Trouble::Fails };
        let works: Vec<u32> = (0..self.dice.below(3)).map(|_| self.dice.below(4)).collect();
        let until = self.now() - 86_400;
        if works.contains(&1) {
            self.models.iter_mut().for_each(|model| model.until = until);
        }
        let scene = self.scene();
        let mut tasks: Vec<Task<'_>> = Vec::new();
        for calls in calls {
            tasks.push(Box::pin(scene.asks(&made, calls)));
        }
        for work in works {
            tasks.push(match work {
                0 => Box::pin(scene.settles()),
                1 => Box::pin(scene.sweeps(&made, until)),
                _ => Box::pin(scene.passes(&tracks, self.dice.below(4))),
            });
        }
        let turns_left = match trouble {
            Trouble::Fails => None,
            Trouble::Dies { turns } => Some(turns),
            Trouble::Stalls { turns, seconds } => {
                tasks.push(Box::pin(scene.stalls(turns, seconds)));
                None
            }
        };
        let alive = self.run(turns::take(tasks, &self.dice, turns_left, || self.machine.is_dead()));
        self.made = made.into_inner();
        self.tracks = tracks.into_inner();
        if alive && !self.machine.is_dead() {
            self.heal();
        } else {
            let power_lost = self.dice.happens(40);
            self.crash(power_lost);
        }
        self.learn(before);
        self.raise_floor();
    }

    /// What was stamped before the machine's last start may have been forgotten; and that start may have moved the clock.
    fn raise_floor(&mut self) {
        let (now, floor) = (self.now(), self.floor);
        self.models.iter_mut().for_each(|model| (model.now, model.floor) = (now, floor));
    }

    /// Something fails from now on, or will.
    fn trouble(&mut self) -> Trouble {
        let server = self.server.as_ref().unwrap();
        let often = u16::try_from(self.dice.below(300)).unwrap();
        let soon = self.dice.below(40);
        let fault = self.dice.pick(&[Fault::Write, Fault::Torn, Fault::Flush, Fault::Length]).unwrap();
        let kind = self.dice.below(16);
        self.trace.push(format!("trouble {kind}: {fault:?}, {often} in a thousand, after {soon}"));
        match kind {
            0 => server.set(Faults { conflict: often, ..Faults::default() }),
            1 | 2 => server.set(Faults { unknown: often, ..Faults::default() }),
            3 => server.set(Faults { unavailable: often, ..Faults::default() }),
            4 => server.set(Faults {
                unknown: often,
                unavailable: often / 2,
                conflict: often / 2,
                ..Faults::default()
            }),
            5 => self.machine.rows.fails(fault, soon),
            6 => self.machine.logs.fails(fault, soon / 4),
            7 => self.machine.logs.refuses_names(),
            8 => self.machine.rows.leaves((soon / 4) as usize),
            9 => self.machine.rows.dies_after(soon),
            10 => self.machine.logs.dies_after(soon / 4),
            11 | 12 => {
                self.tally.marks_failed += 1;
                self.machine.marks.fails(fault, soon / 10);
            }
            13 | 14 => {
                self.tally.stalls += 1;
                return Trouble::Stalls { turns: soon, seconds: self.dice.below(20) };
            }
            _ => return Trouble::Dies { turns: soon * 4 },
        }
        if self.dice.happens(20) {
            self.machine.hand.fail_with(Some(HandFailed::NoRoom("the disk is full".into())));
        }
        Trouble::Fails
    }

    fn heal(&self) {
        self.machine.heal();
        self.server.as_ref().unwrap().set(Faults::default());
    }

    /// What one caller asks in a row.
    fn some_calls(&self) -> Vec<(Who, What)> {
        let wishes = Wishes { dice: &self.dice, book: &self.book.borrow(), made: &self.made };
        (0..=self.dice.below(3)).map(|_| wishes.one()).collect()
    }

    /// The process ends, and perhaps the power with it; another takes over.
    pub(crate) fn crash(&mut self, power_lost: bool) {
        self.machine.kill();
        self.server = None;
        self.machine.come_back(power_lost, &self.dice);
        self.machine.heal();
        if power_lost {
            self.tally.power_losses += 1;
            self.surely_recorded_from = self.number.get() + 1;
            // A machine starts by a clock that is not behind what it has shown: where it is, and marks went with the power,
            // the replay guard cannot know what it took.
            self.machine.clock.advance_ms((self.latest - self.now()).max(0) * 1_000);
            self.floor = self.now();
        } else {
            self.tally.kills += 1;
        }
        self.tell(format!("it dies, power lost: {power_lost}"));
        self.start();
    }

    /// Whole seconds, mostly forward; never so far back that the replay guard has forgotten.
    fn move_clock(&mut self) {
        let seconds = match self.dice.below(10) {
            0..3 => -i64::from(self.dice.below(240)),
            3..6 => i64::from(self.dice.below(3_000)),
            6..8 => i64::from(self.dice.below(40_000)),
            _ => i64::from(self.dice.below(9)) * 86_400,
        };
        // All steps back together, too.
        let seconds = if self.now() + seconds < self.latest - 240 { 0 } else { seconds };
        self.machine.clock.advance_ms(seconds * 1_000);
        let now = self.now();
        self.models.iter_mut().for_each(|model| model.now = now);
        self.latest = self.latest.max(now);
        self.tell(format!("the clock moves by {seconds} s"));
    }

    /// Asks the trail which of the calls without an answer were carried out, and the rules whether all answers fit.
    fn learn(&mut self, before: usize) {
        let window = self.made.get(before..).unwrap_or_default();
        for made in window {
            let line = format!("{made:?}");
            self.trace.push(line);
            self.tally.calls += 1;
            match made.answer {
                Answer::Done(_) => self.tally.done += 1,
                Answer::Refused(_) => self.tally.refused += 1,
                Answer::Lost => self.tally.lost += 1,
            }
        }
        if window.iter().any(|made| made.answer == Answer::Lost && !made.what.only_reads()) {
            self.settle();
            self.decide_lost(before);
        }
        let window = &self.made[before..];
        let after = order::explain(&self.models, window, &self.book.borrow());
        if after.is_empty() {
            self.fail(&format!(
                "no order of these calls explains their answers:\n{window:#?}\nfrom {:#?}",
                self.models
            ));
        }
        assert!(after.len() <= MODELS_MAX, "too much is left unknown");
        self.models = after;
    }

    /// Runs work in the server's event loop.
    pub(crate) fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let server = self.server.as_ref().unwrap();
        self.runtime.block_on(server.beside.run_until(work))
    }

    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene {
            server: self.server.as_ref().unwrap(),
            machine: &self.machine,
            book: &self.book,
            number: &self.number,
            tick: &self.tick,
        }
    }

    pub(crate) fn now(&self) -> i64 {
        self.machine.clock.now().as_second()
    }

    pub(crate) fn tell(&mut self, line: String) {
        self.trace.push(line);
    }

    /// Ends the history with everything that led there.
    pub(crate) fn fail(&self, why: &str) -> ! {
        let told = self.trace.len().saturating_sub(60);
        panic!("seed {}: {why}\nafter\n{}", self.seed, self.trace[told..].join("\n"));
    }
}
