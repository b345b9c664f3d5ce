//! What a data key is for: that decides its length and what it is bound to.

use std::fmt;

use rampart_vocab::DbInstanceId;

use super::{KeyUsedBy, TableKey};
use crate::intent::DiskKey;

/// The name in the encryption context of every wrapped key; its value is the instance's id.
const INSTANCE: &str = "acs:rds:instance-id";
/// The name that the context of a table key has beside it; its value is the key's id within the instance.
const TABLE_KEY: &str = "acs:rds:table-key-id";

/// What a data key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyPurpose {
    /// The master key of a disk.
    Disk,
    /// A key that the engine encrypts its tables with.
    Table(TableKeyId),
}

/// A key's number within an instance, as the engine asks for it. Source: MariaDB, `encryption_key_id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableKeyId {
    /// 1: tables, logs, system table space (`ENCRYPTION_KEY_SYSTEM_DATA`).
    Data,
    /// 2: temporary tables and files (`ENCRYPTION_KEY_TEMPORARY_DATA`).
    Temporary,
}

impl TableKeyId {
    /// All that an engine asks for.
    pub const ALL: [Self; 2] = [Self::Data, Self::Temporary];

    /// The number.
    pub const fn number(self) -> u32 {
        match self {
            Self::Data => 1,
            Self::Temporary => 2,
        }
    }

    /// The key with this number.
    pub fn of_number(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.number() == number)
    }
}

impl fmt::Display for TableKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

impl KeyPurpose {
    /// The purpose by which a use of a key is asked for.
    pub const fn of(used_by: KeyUsedBy) -> Self {
        match used_by {
            KeyUsedBy::DiskEncryption => Self::Disk,
            KeyUsedBy::Tde => Self::Table(TableKeyId::Data),
        }
    }

    /// The key's length in bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Disk => DiskKey::BYTES,
            Self::Table(_) => TableKey::BYTES,
        }
    }

    /// The encryption context that binds it: names and values. Texts of ids, so that none needs escaping.
    pub fn context(self, instance: &DbInstanceId) -> Vec<(&'static str, String)> {
        let mut context = vec![(INSTANCE, instance.to_string())];
        if let Self::Table(id) = self {
            context.push((TABLE_KEY, id.to_string()));
        }
        context
    }
}
