//! What is known of an instance and survives a crash.

use rampart_store::{Unknown, choice, part};
use rampart_vocab::Timestamp;

use super::{Tables, Warning, Warnings};
use crate::keys::{KeyLoss, KeyUsedBy};

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
        /// Set while the disk's key is known to be lost: the disk is closed, or being closed.
        6 => pub lock: Option<Lock>,
        /// What stands in the way now, or will at the next start, as far as nothing else here says it.
        7 => pub(crate) noted: Warnings,
        /// The allow list's version, moved by each change.
        8 => pub access_wanted: u32,
        /// The version that the engine was last given.
        9 => pub access_applied: u32,
        /// Until when a deleted instance's disk is kept.
        10 => pub kept_until: Option<Timestamp>,
        /// How far the engine's own encryption of its tables has come; none where it is not wished for.
        11 => pub tables: Option<Tables>,
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
    /// A key that is lost: why and since when.
    #[derive(Eq)]
    pub struct Lock {
        /// The definite reason.
        1 => pub loss: KeyLoss,
        /// Since when it is known.
        2 => pub since: Timestamp,
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
    /// Its tables are to be encrypted, and its engine does not run with keys for them yet.
    TdeModifying,
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
            noted: Warnings::NONE,
            access_wanted: 1,
            access_applied: 0,
            kept_until: None,
            tables: None,
            unknown: Unknown::NONE,
        }
    }

    /// What the instance shows of itself.
    pub fn status(&self) -> Status {
        let hindered = self.locked().is_some() || !self.noted.is_empty();
        let enabling = self.tables.as_ref().is_some_and(Tables::is_enabling);
        match self.wish {
            Wish::Destroyed => Status::Deleting,
            Wish::Deleted if self.up => Status::Deleting,
            Wish::Deleted => Status::Deleted,
            _ if self.progress < Progress::Served => Status::Creating,
            Wish::Stopped if self.up => Status::Stopping,
            Wish::Stopped => Status::Stopped,
            Wish::Running if self.up && self.lock.is_some() => Status::Stopping,
            Wish::Running if self.up && self.restart == Restart::Asked => Status::Rebooting,
            Wish::Running if self.up && enabling => Status::TdeModifying,
            Wish::Running if self.up => Status::Running,
            Wish::Running if hindered => Status::Stopped,
            Wish::Running if enabling => Status::TdeModifying,
            Wish::Running if self.restart == Restart::None => Status::Starting,
            Wish::Running => Status::Rebooting,
        }
    }

    /// The lost key that locks it, and whose it is: its disk's at once, that of its tables when no engine runs.
    pub fn locked(&self) -> Option<(KeyUsedBy, &Lock)> {
        let disk = self.lock.as_ref().map(|lock| (KeyUsedBy::DiskEncryption, lock));
        disk.or_else(|| Some((KeyUsedBy::Tde, self.tables_lost().filter(|_| !self.up)?)))
    }

    /// Why it is locked, in words.
    pub fn lock_reason(&self) -> Option<String> {
        self.locked().map(|(used_by, lock)| match used_by {
            KeyUsedBy::DiskEncryption => lock.loss.to_string(),
            KeyUsedBy::Tde => format!("its tables stay closed: {}", lock.loss),
        })
    }

    /// What stands in the way now, or will at the next start.
    pub fn warnings(&self) -> Vec<Warning> {
        let lost = self.tables_lost().filter(|_| self.up).map(Warning::of_lost_tables);
        lost.into_iter().chain(self.noted.iter().cloned()).collect()
    }

    /// The warnings in words; none where nothing stands in the way.
    pub fn warning_text(&self) -> Option<String> {
        let texts: Vec<_> = self.warnings().into_iter().map(|warning| warning.text).collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    /// Why it is as it is, when something stands in the way: the lock's reason before the warnings'.
    pub fn reason(&self) -> Option<String> {
        self.lock_reason().or_else(|| self.warning_text())
    }

    /// Whether its disk may hold something that is worth keeping.
    pub fn has_data(&self) -> bool {
        (Progress::EngineMade..Progress::Erased).contains(&self.progress)
    }

    /// Whether it has such a key, and needs to know how it stands.
    pub fn watches(&self, key: KeyUsedBy) -> bool {
        let (used, lost) = match key {
            KeyUsedBy::DiskEncryption => (self.encrypted, self.lock.is_some()),
            KeyUsedBy::Tde => (self.tables.is_some(), self.tables_lost().is_some()),
        };
        let wanted = self.wish == Wish::Running || lost || self.up;
        used && wanted && !matches!(self.wish, Wish::Deleted | Wish::Destroyed)
    }

    /// Whether a start is known to be refused, or unsure, for one of its keys.
    pub(super) fn has_key_trouble(&self) -> bool {
        self.locked().is_some() || self.warnings().iter().any(|warning| warning.about().is_some())
    }

    /// The loss of its tables' key, which locks it only while no engine runs.
    pub(super) fn tables_lost(&self) -> Option<&Lock> {
        self.tables.as_ref()?.lost.as_ref()
    }
}
