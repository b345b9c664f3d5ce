//! What the hand found or made.

use rampart_vocab::DbInstanceId;
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::TableKeySource;
use super::{AccountKind, AccountName, EngineKind, TableFacts, text};

/// What an order came to.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub enum Report {
    /// It is done and there is nothing to tell.
    Done,
    /// The instance as it is now.
    Instance(InstanceFacts),
    /// The state of its disk's key.
    Key(KeyStatus),
    /// Every instance that has a folder here.
    Survey(Vec<InstanceFacts>),
    /// What this machine can do.
    Host(HostFacts),
    /// The allow list is in force.
    AccessApplied {
        /// Whether the engine must be stopped and started for other listen addresses to count.
        restart_needed: bool,
    },
    /// How far the encryption of its tables has come.
    Tables(TableFacts),
    /// The instance's accounts, by name.
    Accounts(Vec<AccountFacts>),
    /// The instance's databases, by name.
    Databases(Vec<DatabaseFacts>),
}

/// What the hand tells without being asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// An engine ended that nobody had stopped: it is to be looked at.
    EngineEnded {
        /// Whose.
        #[serde(with = "text")]
        id: DbInstanceId,
    },
}

/// An instance as the hand sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstanceFacts {
    /// Whose facts they are.
    #[serde(with = "text")]
    pub id: DbInstanceId,
    /// The system user that its engine runs as, once there is one.
    pub user: Option<String>,
    /// Its disk; none before it was prepared.
    pub disk: Option<DiskFacts>,
    /// Its engine; none before it was initialised.
    pub engine: Option<EngineFacts>,
    /// What keeps the hand from knowing more, such as a damaged record.
    pub trouble: Option<String>,
}

/// A disk as the hand sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiskFacts {
    /// Whether it was made encrypted.
    pub encrypted: bool,
    /// The size it was made with, in MiB.
    pub size_mib: u64,
    /// Whether the image is there, or without root the folder.
    pub present: bool,
    /// The loop device that it is attached to.
    pub attached: Option<String>,
    /// Whether it is mounted, or without root present.
    pub mounted: bool,
    /// The state of its key; a plain disk has none and is always [`KeyStatus::Absent`].
    pub key: KeyStatus,
}

impl DiskFacts {
    /// Whether files on it can be read and written now.
    pub fn is_open(&self) -> bool {
        self.mounted && (!self.encrypted || self.key == KeyStatus::Present)
    }

    /// Whether it is wholly put away: no key in the kernel, no mount, no device.
    pub fn is_closed(&self) -> bool {
        !self.mounted && self.attached.is_none() && self.key == KeyStatus::Absent
    }
}

/// The kernel's word on a disk's key (`FS_IOC_GET_ENCRYPTION_KEY_STATUS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyStatus {
    /// The kernel does not hold it.
    Absent,
    /// The kernel holds it: the disk can be read.
    Present,
    /// Removed, but files that were open can still be read.
    IncompletelyRemoved,
}

/// An engine as the hand sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineFacts {
    /// Which engine.
    pub kind: EngineKind,
    /// Its major version.
    pub version: String,
    /// Its port, once it has been started.
    pub port: Option<u16>,
    /// Whether it runs.
    pub state: EngineState,
    /// Whether it was last started with keys for its tables.
    pub tables: bool,
    /// Whether it could not be started with keys for its tables here, for want of [`TableKeySource::LACKING`].
    pub bars_tables: bool,
}

impl EngineFacts {
    /// Whether it accepts connections.
    pub const fn is_accepting(&self) -> bool {
        matches!(self.state, EngineState::Running { accepting: true, .. })
    }
}

/// Whether an engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EngineState {
    /// No process of it is alive.
    Stopped,
    /// It is alive.
    Running {
        /// Which process.
        process: ProcessIdentity,
        /// Whether it accepts connections.
        accepting: bool,
    },
}

/// A process that cannot be mistaken for a later one of the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessIdentity {
    /// Its number.
    pub pid: i32,
    /// When it started, in clock ticks since boot (`/proc/<pid>/stat`, field 22).
    pub start_ticks: u64,
}

/// An account as the engine holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// Its name.
    pub name: AccountName,
    /// What it may do.
    pub kind: AccountKind,
}

/// A database as the engine holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseFacts {
    /// Its name; one made over SQL may have a name that a [`super::DatabaseName`] may not.
    pub name: String,
    /// The account that owns it; none when the engine itself does.
    pub owner: Option<AccountName>,
    /// Its character set as the engine names it.
    pub encoding: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What a machine can do for databases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostFacts {
    /// Whether the hand runs as root.
    pub root: bool,
    /// One line for each thing that is needed or useful.
    pub capabilities: Vec<Capability>,
    /// The engines that were found.
    pub engines: Vec<FoundEngine>,
}

/// One thing that a machine offers or lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capability {
    /// What it is, such as `encrypted disks`.
    pub name: String,
    /// Whether it works here.
    pub works: bool,
    /// What was seen.
    pub seen: String,
    /// What to do when it does not work, or works and something is to be known of it.
    pub remedy: Option<String>,
}

/// An engine installed on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundEngine {
    /// Which engine.
    pub kind: EngineKind,
    /// Its major version, as an [`super::EngineSetup`] names it.
    pub version: String,
    /// What it says of itself.
    pub full_version: String,
}
