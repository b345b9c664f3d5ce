//! What is known of an instance and survives a crash.

use rampart_store::{Unknown, choice, part};
use rampart_vocab::Timestamp;

use crate::keys::KeyLoss;

part! {
    /// An instance's life so far, as its record holds it.
    #[derive(Eq)]
    pub struct Life {
        /// What its owner wants.
        1 => pub wish: Wish,
        /// How far its making has come. Never goes back.
        2 => pub progress: Progress,
        /// Whether its disk is encrypted. Never changes.
        3 => pub encrypted: bool,
        /// Whether the engine ran when last looked at.
        4 => pub up: bool,
        /// Whether a restart is asked for.
        5 => pub restart: Restart,
        /// Set while the key is known to be lost: the disk is closed, or being closed.
        6 => pub lock: Option<Lock>,
        /// What stands in the way now, or will at the next start.
        7 => pub warning: Option<Warning>,
        /// The allow list's version, moved by each change.
        8 => pub access_wanted: u32,
        /// The version that the engine was last given.
        9 => pub access_applied: u32,
        /// Until when a deleted instance's disk is kept.
        10 => pub kept_until: Option<Timestamp>,
    }
}

choice! {
    /// What the owner wants.
    #[derive(Copy, Eq, Hash)]
    pub enum Wish {
        /// It serves.
        1 => Running,
        /// It rests, its disk closed.
        2 => Stopped,
        /// It is in the bin: closed, its disk and wrapped key kept for a while.
        3 => Deleted,
        /// Nothing of it is left.
        4 => Destroyed,
    }
}

choice! {
    /// How far an instance's making has come.
    #[derive(Copy, Eq, Hash, PartialOrd, Ord)]
    pub enum Progress {
        /// It is wished for.
        1 => Asked,
        /// Its wrapped disk key is recorded.
        2 => KeyMade,
        /// Its disk is made. From here on a missing disk is a loss to be told, never a disk to be made.
        3 => DiskMade,
        /// Its engine's data folder is made. From here on it may hold data.
        4 => EngineMade,
        /// It has served.
        5 => Served,
        /// Its disk is erased; only its rows are left.
        6 => Erased,
    }
}

choice! {
    /// Whether a restart is asked for.
    #[derive(Copy, Eq, Hash)]
    pub enum Restart {
        /// No.
        1 => None,
        /// Asked for, the engine not yet stopped.
        2 => Asked,
        /// The engine has been stopped for it.
        3 => Underway,
    }
}

part! {
    /// Why and since when an instance is locked.
    #[derive(Eq)]
    pub struct Lock {
        /// The definite reason.
        1 => pub loss: KeyLoss,
        /// Since when it is known.
        2 => pub since: Timestamp,
    }
}

part! {
    /// What stands in the way now, or will at the next start.
    #[derive(Eq)]
    pub struct Warning {
        /// Whose trouble it is.
        1 => pub kind: WarningKind,
        /// The trouble in words, with what to do about it where that is known.
        2 => pub text: Box<str>,
        /// Since when it stands.
        3 => pub since: Timestamp,
    }
}

choice! {
    /// Whose trouble a warning tells of.
    #[derive(Copy, Eq, Hash)]
    pub enum WarningKind {
        /// The role may not use the key: the next opening is refused.
        1 => RightLost,
        /// The key service gave no definite answer: the next opening is refused until it does.
        2 => KeyServiceSilent,
        /// The hand could not do what was asked.
        3 => Hand,
    }
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
            access_wanted: 1,
            access_applied: 0,
            kept_until: None,
            unknown: Unknown::NONE,
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
        let locked = self.lock.as_ref().map(|lock| lock.loss.to_string());
        locked.or_else(|| self.warning.as_ref().map(|warning| warning.text.to_string()))
    }

    /// Whether its disk may hold something that is worth keeping.
    pub fn has_data(&self) -> bool {
        (Progress::EngineMade..Progress::Erased).contains(&self.progress)
    }

    /// Whether it needs to know how its key stands.
    pub fn watches_key(&self) -> bool {
        let wanted = self.wish == Wish::Running || self.lock.is_some() || self.up;
        self.encrypted && wanted && !matches!(self.wish, Wish::Deleted | Wish::Destroyed)
    }
}
