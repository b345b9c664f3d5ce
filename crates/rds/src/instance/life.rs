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
        /// The version that the engine that runs was given; none before a start has come to its end.
        9 => pub access_applied: u32,
        /// Until when a deleted instance's disk is kept.
        10 => pub kept_until: Option<Timestamp>,
        /// How far the engine's own encryption of its tables has come; none where it is not wished for.
        11 => pub tables: Option<Tables>,
        /// Since when its engine is known to lack what fetches keys for its tables, whether they are wished for or not.
        12 => pub barred: Option<Timestamp>,
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
        /// Nobody asked for it, and other listen addresses count only after it. It waits while a start would be refused.
        4 => Due,
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
    /// The version of an allow list that nobody was given.
    pub(super) const NO_ACCESS: u32 = 0;

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
            access_applied: Self::NO_ACCESS,
            kept_until: None,
            tables: None,
            barred: None,
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
            Wish::Running if self.up && self.restarts() => Status::Rebooting,
            Wish::Running if self.up && enabling => Status::TdeModifying,
            Wish::Running if self.is_starting() && self.restart == Restart::None => Status::Starting,
            Wish::Running if self.is_starting() => Status::Rebooting,
            Wish::Running if self.up => Status::Running,
            Wish::Running if hindered => Status::Stopped,
            Wish::Running if enabling => Status::TdeModifying,
            Wish::Running if self.restart == Restart::None => Status::Starting,
            Wish::Running => Status::Rebooting,
        }
    }

    /// The lost key that locks it, and whose it is: its disk's at once, that of its tables when no engine runs.
    pub fn locked(&self) -> Option<(KeyUsedBy, &Lock)> {
        let shut = |key: &KeyUsedBy| *key == KeyUsedBy::DiskEncryption || !self.up;
        KeyUsedBy::ALL.into_iter().filter(shut).find_map(|key| Some((key, self.lost(key)?)))
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
        let lost = self.lost(KeyUsedBy::Tde).filter(|_| self.up).map(Warning::of_lost_tables);
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
        let used = match key {
            KeyUsedBy::DiskEncryption => self.encrypted,
            KeyUsedBy::Tde => self.tables.is_some(),
        };
        let wanted = self.wish == Wish::Running || self.lost(key).is_some() || self.up;
        used && wanted && !matches!(self.wish, Wish::Deleted | Wish::Destroyed)
    }

    /// Whether a start is known to be refused, or unsure, for one of its keys.
    pub(super) fn has_key_trouble(&self) -> bool {
        self.locked().is_some() || self.warnings().iter().any(|warning| warning.about().is_some())
    }

    /// Why what runs would not come back from a restart, in words: what is known to be refused, or unsure, of its keys.
    pub fn refused_restart(&self) -> Option<String> {
        let of_keys = self.warnings().into_iter().filter(|warning| self.up && warning.about().is_some());
        let texts: Vec<_> = of_keys.map(|warning| warning.text).collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    /// Whether an engine runs that has not let anybody in yet.
    pub fn is_starting(&self) -> bool {
        self.up && self.access_applied == Self::NO_ACCESS
    }

    /// Whether what runs is to be stopped for a restart: as its owner asks in any case, else only if it will start again.
    pub(super) fn restarts(&self) -> bool {
        match self.restart {
            Restart::Asked => true,
            Restart::Due => !self.has_key_trouble(),
            Restart::None | Restart::Underway => false,
        }
    }

    /// The loss of this key. That of a disk locks at once, that of tables only while no engine runs.
    pub fn lost(&self, key: KeyUsedBy) -> Option<&Lock> {
        match key {
            KeyUsedBy::DiskEncryption => self.lock.as_ref(),
            KeyUsedBy::Tde => self.tables.as_ref()?.lost.as_ref(),
        }
    }

    /// Where the loss of this key stands; none where it has no such key.
    pub(super) fn lost_mut(&mut self, key: KeyUsedBy) -> Option<&mut Option<Lock>> {
        match key {
            KeyUsedBy::DiskEncryption => Some(&mut self.lock),
            KeyUsedBy::Tde => self.tables.as_mut().map(|tables| &mut tables.lost),
        }
    }
}
