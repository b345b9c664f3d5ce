//! What can happen to an instance, what can be done to it, and what its owner is told of both.

use rampart_store::{choice, part};
use rampart_vocab::Timestamp;

use super::{Seen, Wish};
use crate::{
    intent::TableFacts,
    keys::{KeyLoss, KeyRefused, KeyUsedBy},
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The owner wants something else.
    Wished(Wish),
    /// The owner asks for a restart.
    RestartAsked,
    /// The allow list changed.
    AccessChanged,
    /// The owner wants the tables encrypted.
    TdeAsked,
    /// The owner wants another version of the tables' key.
    RotationAsked,
    /// The bin's time is over, unless the owner took the instance out meanwhile.
    BinOver,

    /// The hand showed what is there.
    Looked(Seen),
    /// A step was carried out.
    Done(Step),
    /// The engine has this version of the allow list, and listens where it should only after a restart.
    RestartNeeded {
        /// The list's version.
        access: u32,
    },
    /// A step failed.
    Failed {
        /// Which.
        step: Step,
        /// Why, in words.
        why: String,
        /// Whether it is unknown what came of it.
        lost_sight: bool,
    },

    /// The key service says that the key is there and enabled.
    KeyFound(KeyUsedBy),
    /// The key service opened a wrapped key: the role has the right to it.
    KeyOpened(KeyUsedBy),
    /// The disk's wrapped key was made and stands in this same commit.
    KeyMade,
    /// This version of the tables' keys was made and stands, wrapped, in this same commit.
    TableKeysMade {
        /// Which.
        version: u32,
    },
    /// The key service opened every version of the tables' keys.
    TableKeysOpened,
    /// The running engine has this version of its tables' keys, and told how far it is.
    TablesTold {
        /// Which.
        version: u32,
        /// How far.
        facts: TableFacts,
    },
    /// The key service refused, or did not answer.
    KeyRefused(KeyUsedBy, KeyRefused),
}

/// The one thing to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Look at what is there.
    Look,
    /// Describe and mark the key, and have a data key made under it.
    MakeKey,
    /// Have this version of the tables' keys made; for the first one, describe and mark the key before.
    MakeTableKeys {
        /// Which.
        version: u32,
    },
    /// Unwrap every version of the tables' keys under the role: for the start that follows, or for an engine that runs
    /// on and that nobody answers.
    OpenTableKeys,
    /// Make the disk, under the data key just made or unwrapped, and leave it open.
    PrepareDisk,
    /// Unwrap the disk's key under the role and open the disk with it.
    OpenDisk,
    /// Make the engine's data folder.
    InitialiseEngine,
    /// Start the engine with this version of the allow list.
    StartEngine {
        /// The list's version.
        access: u32,
    },
    /// Give the running engine this version of the allow list.
    ApplyAccess {
        /// The list's version.
        access: u32,
    },
    /// Have the running engine encrypt its tables under this version, and tell how far it is.
    EncryptTables {
        /// Which.
        version: u32,
    },
    /// Stop the engine.
    StopEngine,
    /// Remove the key from the kernel, unmount, detach.
    CloseDisk,
    /// The bin's time is over: turn the wish for deletion into that for destruction.
    EmptyBin,
    /// Erase the disk.
    DestroyDisk,
    /// Remove the instance's rows.
    Forget,
}

impl Step {
    /// Whether the step needs the disk's master key.
    pub const fn opens(self) -> bool {
        matches!(self, Self::PrepareDisk | Self::OpenDisk)
    }

    /// Whether it starts the engine.
    pub const fn starts(self) -> bool {
        matches!(self, Self::StartEngine { .. })
    }

    /// Whether it may take long while nothing hangs on it that must be locked: a disk in the making, closed, or erased.
    pub const fn may_take_long(self) -> bool {
        match self {
            Self::MakeKey
            | Self::MakeTableKeys { .. }
            | Self::OpenTableKeys
            | Self::PrepareDisk
            | Self::OpenDisk
            | Self::InitialiseEngine
            | Self::StartEngine { .. }
            | Self::DestroyDisk => true,
            Self::Look
            | Self::ApplyAccess { .. }
            | Self::EncryptTables { .. }
            | Self::StopEngine
            | Self::CloseDisk
            | Self::EmptyBin
            | Self::Forget => false,
        }
    }

    /// What it does, in words that fit behind "could not".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Look => "look at the instance",
            Self::MakeKey => "make the disk's key",
            Self::MakeTableKeys { .. } => "make the keys of the tables",
            Self::OpenTableKeys => "open the keys of the tables",
            Self::PrepareDisk => "make the disk",
            Self::OpenDisk => "open the disk",
            Self::InitialiseEngine => "initialise the engine",
            Self::StartEngine { .. } => "start the engine",
            Self::ApplyAccess { .. } => "apply the allow list",
            Self::EncryptTables { .. } => "have the tables encrypted",
            Self::StopEngine => "stop the engine",
            Self::CloseDisk => "close the disk",
            Self::EmptyBin => "empty the bin",
            Self::DestroyDisk => "erase the disk",
            Self::Forget => "remove the instance",
        }
    }
}

part! {
    /// Something that the owner is told.
    #[derive(Eq)]
    pub struct Happening {
        /// When.
        1 => pub at: Timestamp,
        /// What.
        2 => pub what: What,
        /// Why, where there is a reason to name.
        3 => pub reason: Box<str>,
        /// Which key it is about, where it is about one.
        4 => pub key: Option<KeyUsedBy>,
    }
}

choice! {
    /// What the owner is told of.
    #[derive(Copy, Eq, Hash)]
    pub enum What {
        /// The owner's wish was taken.
        1 => Wished(Wish),
        /// A restart was asked for.
        2 => RestartAsked,
        /// The disk's key was made, or a version of the tables' keys.
        3 => KeyMade,
        /// The disk was made.
        4 => DiskMade,
        /// The engine was started.
        5 => Started,
        /// The engine was stopped.
        6 => Stopped,
        /// The engine had ended without being asked to.
        7 => FoundDown,
        /// The key is lost: the instance is locked.
        8 => Locked(KeyLoss),
        /// The key is back.
        9 => Unlocked,
        /// Something stands in the way.
        10 => Warned,
        /// What stood in the way no longer does.
        11 => Cleared,
        /// The disk was erased.
        12 => Erased,
        /// The wish for encrypted tables was taken.
        13 => TdeAsked,
        /// The wish for another version of the tables' key was taken.
        14 => RotationAsked,
        /// The engine runs with keys for its tables: what is written from now on is encrypted.
        15 => TdeEnabled,
        /// The engine has a new version of the tables' key and encrypts them anew.
        16 => KeyRotated,
        /// Every table space is encrypted under the newest version.
        17 => TablesEncrypted,
    }
}
