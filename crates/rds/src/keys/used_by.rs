//! What of an instance a key protects: its disk, its tables, or each of them under a key of its own.

use std::fmt;

use rampart_store::choice;

choice! {
    /// What an instance uses a key for. Source: RDS, `KeyUsedBy` of DescribeKmsAssociateResources.
    #[derive(Copy, Eq, Hash, PartialOrd, Ord)]
    pub enum KeyUsedBy {
        /// Its disk.
        1 => DiskEncryption,
        /// Its tables.
        2 => Tde,
    }
}

impl KeyUsedBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::DiskEncryption, Self::Tde];
}

impl fmt::Display for KeyUsedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DiskEncryption => "DiskEncryption",
            Self::Tde => "TDE",
        })
    }
}
