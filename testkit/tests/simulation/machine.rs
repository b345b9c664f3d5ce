//! What outlasts the server: its disks, the databases, the clock.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rampart_rds::fake::{FakeDesk, FakeHand, Fuse};
use rampart_store::backend::redb::platter::Platter;
use rampart_vocab::ManualClock;

use crate::{dice::Dice, disk::LogDisk, marks::MarksDisk};

/// Blocks of the rows' disk, and of what is kept back of it.
pub(crate) const PLENTY: usize = 1 << 18;
pub(crate) const RESERVE: usize = 1024;

pub(crate) struct Machine {
    pub(crate) seed: u64,
    pub(crate) rows: Platter,
    pub(crate) logs: Arc<LogDisk>,
    pub(crate) marks: MarksDisk,
    pub(crate) hand: Arc<FakeHand>,
    pub(crate) desk: Arc<FakeDesk>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) boots: u32,
    pub(crate) lives: u64,
    /// The store said that it cannot go on: a server ends then.
    pub(crate) broken: Arc<AtomicBool>,
}

impl Machine {
    pub(crate) fn new(seed: u64) -> Self {
        let desk = Arc::new(FakeDesk::default());
        Self {
            seed,
            rows: Platter::new(PLENTY, RESERVE, seed),
            logs: Arc::default(),
            marks: MarksDisk::new(),
            hand: Arc::new(FakeHand::with_desk(Arc::new(Fuse::default()), Arc::clone(&desk))),
            desk,
            clock: Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap())),
            boots: 0,
            lives: 0,
            broken: Arc::default(),
        }
    }

    /// Whether the server's process can do nothing more.
    pub(crate) fn is_dead(&self) -> bool {
        self.rows.is_dead() || self.logs.is_dead() || self.broken.load(Ordering::SeqCst)
    }

    /// The process ends here: nothing of it reaches a disk any more.
    pub(crate) fn kill(&self) {
        self.rows.dies();
        self.logs.dies();
    }

    /// What is left is found by the next process; after a loss of power, no engine runs and no disk is open.
    pub(crate) fn come_back(&mut self, power_lost: bool, dice: &Dice) {
        if power_lost {
            self.rows.loses_power();
            self.logs.loses_power(dice);
            self.hand.reboot();
            self.boots += 1;
        }
        self.rows.is_taken_over();
        self.logs.is_taken_over();
        self.desk.forget();
        self.broken.store(false, Ordering::SeqCst);
    }

    pub(crate) fn heal(&self) {
        self.rows.heals();
        self.rows.dies_after(u32::MAX);
        self.rows.leaves(PLENTY);
        self.logs.heals();
        self.marks.heals();
        self.hand.fail_with(None);
    }
}
