//! What is known of an instance and survives a crash.

use rampart_vocab::Timestamp;

use crate::keys::KeyLoss;

/// An instance's life so far, as its record holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// What its owner wants.
    pub wish: Wish,
    /// How far its making has come. Never goes back.
    pub progress: Progress,
    /// Whether its disk is encrypted. Never changes.
    pub encrypted: bool,
    /// Whether the engine ran when last looked at.
    pub up: bool,
    /// Whether a restart is asked for.
    pub restart: Restart,
    /// Set while the key is known to be lost: the disk is closed, or being closed.
    pub lock: Option<Lock>,
    /// What stands in the way now, or will at the next start.
    pub warning: Option<Warning>,
    /// The allow list that is wished for, and the one in force.
    pub access: AccessVersion,
    /// Until when a deleted instance's disk is kept.
    pub kept_until: Option<Timestamp>,
}

/// What the owner wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wish {
    /// It serves.
    Running,
    /// It rests, its disk closed.
    Stopped,
    /// It is in the bin: closed, its disk and wrapped key kept for a while.
    Deleted,
    /// Nothing of it is left.
    Destroyed,
}

/// How far an instance's making has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Progress {
    /// It is wished for.
    Asked,
    /// Its wrapped disk key is recorded.
    KeyMade,
    /// Its disk is made. From here on a missing disk is a loss to be told, never a disk to be made.
    DiskMade,
    /// Its engine's data folder is made. From here on it may hold data.
    EngineMade,
    /// It has served.
    Served,
    /// Its disk is erased; only its rows are left.
    Erased,
}

/// Whether a restart is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Restart {
    /// No.
    None,
    /// Asked for, the engine not yet stopped.
    Asked,
    /// The engine has been stopped for it.
    Underway,
}

/// Why and since when an instance is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    /// The definite reason.
    pub loss: KeyLoss,
    /// Since when it is known.
    pub since: Timestamp,
}

/// What stands in the way now, or will at the next start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Whose trouble it is.
    pub kind: WarningKind,
    /// The trouble in words, with what to do about it where that is known.
    pub text: Box<str>,
    /// Since when it stands.
    pub since: Timestamp,
}

/// Whose trouble a warning tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WarningKind {
    /// The role may not use the key: the next opening is refused.
    RightLost,
    /// The key service gave no definite answer: the next opening is refused until it does.
    KeyServiceSilent,
    /// The hand could not do what was asked.
    Hand,
}

/// Two counters: an allow list is in force when they are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessVersion {
    /// Moved by each change of the list.
    pub wanted: u32,
    /// The one that the engine was last given.
    pub applied: u32,
}

/// What an instance shows of itself. Source: RDS, `DBInstanceStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being made. A failure is told by the reason beside it; deleting ends it.
    Creating,
    /// Serving.
    Running,
    /// Being stopped and started.
    Rebooting,
    /// Being stopped.
    Stopping,
    /// Not serving: wished so, locked, or its opening is refused. The reason stands beside it.
    Stopped,
    /// Being started.
    Starting,
    /// Being deleted.
    Deleting,
    /// In the bin.
    Deleted,
}

impl Life {
    /// A life that begins with the wish for a running instance.
    pub const fn new(encrypted: bool) -> Self {
        Self {
            wish: Wish::Running,
            progress: Progress::Asked,
            encrypted,
            up: false,
            restart: Restart::None,
            lock: None,
            warning: None,
            access: AccessVersion { wanted: 1, applied: 0 },
            kept_until: None,
        }
    }

    /// What the instance shows of itself.
    pub fn status(&self) -> Status {
        let hindered = self.lock.is_some() || self.warning.is_some();
        match self.wish {
            Wish::Destroyed => Status::Deleting,
            Wish::Deleted if self.up => Status::Deleting,
            Wish::Deleted => Status::Deleted,
            _ if self.progress < Progress::Served => Status::Creating,
            Wish::Stopped if self.up => Status::Stopping,
            Wish::Stopped => Status::Stopped,
            Wish::Running if self.up && self.lock.is_some() => Status::Stopping,
            Wish::Running if self.up && self.restart == Restart::Asked => Status::Rebooting,
            Wish::Running if self.up => Status::Running,
            Wish::Running if hindered => Status::Stopped,
            Wish::Running if self.restart == Restart::None => Status::Starting,
            Wish::Running => Status::Rebooting,
        }
    }

    /// Why it is as it is, when something stands in the way: the lock's reason before the warning's.
    pub fn reason(&self) -> Option<String> {
        let locked = self.lock.map(|lock| lock.loss.to_string());
        locked.or_else(|| self.warning.as_ref().map(|warning| warning.text.to_string()))
    }

    /// Whether its disk may hold something that is worth keeping.
    pub fn has_data(&self) -> bool {
        (Progress::EngineMade..Progress::Erased).contains(&self.progress)
    }

    /// Whether it needs to know how its key stands.
    pub fn watches_key(&self) -> bool {
        let wanted = matches!(self.wish, Wish::Running) || self.lock.is_some() || self.up;
        self.encrypted && wanted && !matches!(self.wish, Wish::Deleted | Wish::Destroyed)
    }
}
