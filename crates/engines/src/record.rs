//! What the hand writes down of an instance, in the instance's folder: its user, disk, engine and process.
//!
//! It is written before what it tells of is done, so that a new hand finds everything that may be there.

use rampart_rds::intent::{EngineKind, HandFailed, ProcessIdentity};
use serde::{Deserialize, Serialize};

use crate::{
    doing::{Doing, Done},
    folder::{Folder, Owner},
};

const NAME: &str = "hand.json";
const BYTES_MAX: u64 = 64 << 10;
const FORMAT: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    format: u32,
    pub(crate) user: Option<UserRecord>,
    pub(crate) disk: Option<DiskRecord>,
    pub(crate) engine: Option<EngineRecord>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    pub(crate) name: String,
    pub(crate) uid: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DiskRecord {
    pub(crate) kind: VolumeKind,
    pub(crate) size_mib: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum VolumeKind {
    Fscrypt,
    PlainImage,
    Folder,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct EngineRecord {
    pub(crate) kind: EngineKind,
    pub(crate) version: String,
    /// Whether the data folder is complete.
    pub(crate) initialised: bool,
    pub(crate) port: Option<u16>,
    pub(crate) process: Option<ProcessRecord>,
    /// That it was started with keys for its tables, and what it has encrypted since.
    #[serde(default)]
    pub(crate) tables: Option<TablesRecord>,
}

impl EngineRecord {
    /// The engine ended, and nobody knows over what.
    pub(crate) const fn broke_off(&mut self) {
        if let Some(tables) = &mut self.tables {
            tables.clean = false;
        }
    }
}

/// What was encrypted of that which the engine's own background work leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TablesRecord {
    /// Under which version of the keys; zero for nothing yet.
    pub(crate) rest: u32,
    /// Whether the engine's files were looked through for what is unencrypted, and the disk's blocks wiped that had held it, since
    /// the engine last ended otherwise than by being told to.
    #[serde(default)]
    pub(crate) clean: bool,
    /// How far the engine's log was written when all was found encrypted. What it holds up to there must be on the disk
    /// before blocks are wiped.
    #[serde(default)]
    pub(crate) logged: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProcessRecord {
    pub(crate) identity: ProcessIdentity,
    /// Start times count from a boot: those of another boot mean nothing.
    pub(crate) boot_id: String,
}

impl Record {
    pub(crate) const fn empty() -> Self {
        Self { format: FORMAT, user: None, disk: None, engine: None }
    }

    pub(crate) fn read(folder: &Folder) -> Done<Self> {
        let Some(bytes) = folder.read(NAME, BYTES_MAX)? else { return Ok(Self::empty()) };
        let record: Self = serde_json::from_slice(&bytes)
            .map_err(|e| HandFailed::Tampered(format!("`{NAME}` cannot be read: {e}")))?;
        if record.format == FORMAT {
            Ok(record)
        } else {
            Err(HandFailed::Tampered(format!("`{NAME}` has format {}, known is {FORMAT}", record.format)))
        }
    }

    pub(crate) fn write(&self, folder: &Folder, owner: Owner) -> Done {
        let bytes = serde_json::to_vec_pretty(self).doing("write an instance's record")?;
        folder.write(NAME, &bytes, 0o600, owner)
    }

    pub(crate) fn remove(folder: &Folder) -> Done {
        folder.remove(NAME)
    }
}
