//! What can happen to an instance, what can be done to it, and what its owner is told of both.

use rampart_vocab::Timestamp;

use super::{Seen, Wish};
use crate::keys::{KeyLoss, KeyRefused};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The owner wants something else.
    Wished(Wish),
    /// The owner asks for a restart.
    RestartAsked,
    /// The allow list changed.
    AccessChanged,

    /// The hand showed what is there.
    Looked(Seen),
    /// A step was carried out.
    Done(Step),
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
    KeyFound,
    /// The key service opened the wrapped key: the role has the right to it.
    KeyOpened,
    /// The wrapped key was made and stands in this same commit.
    KeyMade,
    /// The key service refused, or did not answer.
    KeyRefused(KeyRefused),
}

/// The one thing to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Look at what is there.
    Look,
    /// Describe and mark the key, and have a data key made under it.
    MakeKey,
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

    /// What it does, in words that fit behind "could not".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Look => "look at the instance",
            Self::MakeKey => "make the disk's key",
            Self::PrepareDisk => "make the disk",
            Self::OpenDisk => "open the disk",
            Self::InitialiseEngine => "initialise the engine",
            Self::StartEngine { .. } => "start the engine",
            Self::ApplyAccess { .. } => "apply the allow list",
            Self::StopEngine => "stop the engine",
            Self::CloseDisk => "close the disk",
            Self::EmptyBin => "empty the bin",
            Self::DestroyDisk => "erase the disk",
            Self::Forget => "remove the instance",
        }
    }
}

/// Something that the owner is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// Why, where there is a reason to name.
    pub reason: Box<str>,
}

/// What the owner is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// The owner's wish was taken.
    Wished(Wish),
    /// A restart was asked for.
    RestartAsked,
    /// The disk's key was made.
    KeyMade,
    /// The disk was made.
    DiskMade,
    /// The engine was started.
    Started,
    /// The engine was stopped.
    Stopped,
    /// The engine had ended without being asked to.
    FoundDown,
    /// The key is lost: the disk is locked.
    Locked(KeyLoss),
    /// The key is back.
    Unlocked,
    /// Something stands in the way.
    Warned,
    /// What stood in the way no longer does.
    Cleared,
    /// The disk was erased.
    Erased,
}
