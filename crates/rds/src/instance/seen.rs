//! What is known of an instance for as long as this process lives: what the hand showed, and how this pass goes.

use crate::intent::{EngineFacts, EngineState, InstanceFacts};

/// What was last seen of disk and engine. A crash forgets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whether the rest is known at all.
    pub known: bool,
    /// The disk.
    pub disk: Disk,
    /// Whether the engine runs.
    pub up: bool,
    /// Whether it accepts connections, as far as it was asked.
    pub accepting: bool,
    /// What this pass has given up.
    pub halt: Halt,
    /// The keys of its tables.
    pub tables: SeenTables,
}

/// How the keys of an instance's tables stand now. Says nothing where they are not encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenTables {
    /// Who answers the engine that runs.
    pub session: Session,
    /// What the key service said of all their keys in this pass.
    pub permit: Permit,
    /// Whether the engine has told in this pass how far it is.
    pub told: bool,
    /// Whether its next start with keys is known to be refused for want of what fetches them.
    pub barred: bool,
}

/// Whether an engine runs with keys for its tables, and whether they can be had again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Session {
    /// No engine runs, or one without keys.
    Keyless,
    /// It runs with keys, and nobody could answer it the newest version of them.
    Lost,
    /// It runs with keys, and is answered.
    Held,
}

/// Whether keys were opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permit {
    /// Nobody asked.
    Unasked,
    /// They are open.
    Given,
    /// They were refused.
    Refused,
}

impl SeenTables {
    /// Nothing is known, nothing done.
    pub const UNKNOWN: Self =
        Self { session: Session::Keyless, permit: Permit::Unasked, told: false, barred: false };
}

/// A disk, as it matters for the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disk {
    /// There is none.
    Absent,
    /// Wholly put away.
    Closed,
    /// Something of it is open, and it cannot be read.
    Partly,
    /// Open since before this opening.
    Held,
    /// Open by a key that was permitted in this opening.
    Opened,
}

/// What a pass has given up until it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Halt {
    /// Nothing.
    None,
    /// Opening: only closing is left.
    Opening,
    /// Everything.
    All,
}

impl Seen {
    /// Nothing is known: after a start, and after an order whose outcome was lost.
    pub const UNKNOWN: Self = Self {
        known: false,
        disk: Disk::Absent,
        up: false,
        accepting: false,
        halt: Halt::None,
        tables: SeenTables::UNKNOWN,
    };

    /// What the hand's facts say; `None` when it has no folder of the instance.
    pub fn from_facts(facts: Option<&InstanceFacts>) -> Self {
        let running = facts
            .and_then(|facts| facts.engine.as_ref())
            .filter(|engine| matches!(engine.state, EngineState::Running { .. }));
        let up = running.is_some();
        let accepting = running.is_some_and(EngineFacts::is_accepting);
        // Whether it is answered is for others to say.
        let keyed = running.is_some_and(|engine| engine.tables);
        let session = if keyed { Session::Lost } else { Session::Keyless };
        let disk = match facts.and_then(|facts| facts.disk.as_ref()) {
            None => Disk::Absent,
            Some(disk) => {
                // A plain folder is always there: without key, device or engine nothing of it is open.
                let put_away = disk.is_closed() || (!disk.encrypted && disk.attached.is_none() && !up);
                match (disk.is_open(), put_away) {
                    (_, true) if disk.present => Disk::Closed,
                    (_, true) => Disk::Absent,
                    (true, false) => Disk::Held,
                    (false, false) => Disk::Partly,
                }
            }
        };
        let barred = facts.and_then(|facts| facts.engine.as_ref()).is_some_and(|engine| engine.bars_tables);
        let tables = SeenTables { session, barred, ..SeenTables::UNKNOWN };
        Self { known: true, disk, up, accepting, halt: Halt::None, tables }
    }

    /// Whether anything of the disk is open.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self.disk, Disk::Partly | Disk::Held | Disk::Opened)
    }
}
