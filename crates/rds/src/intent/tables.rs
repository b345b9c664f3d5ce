//! Where an engine gets the keys of its tables, and how far it has come with encrypting them.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use super::SecretText;

/// An endpoint that gives one engine process its keys: `https://<endpoint>/v1/<instance id>`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct TableKeySource {
    /// Its address.
    pub endpoint: SocketAddr,
    /// The authority that vouches for it, as PEM.
    pub ca_pem: String,
    /// What opens it to this engine process and no other: letters, digits, `-`, `_` and `.` only.
    pub token: SecretText,
}

impl TableKeySource {
    /// How far apart the versions of a rotated key are: 1, 3, 5. MariaDB encrypts a page anew only when its version plus
    /// `innodb_encryption_rotate_key_age`, at least 1, is *less* than the newest: with versions 1 and 2 it never would.
    pub const VERSION_STEP: u32 = 2;
    /// What an engine lacks that cannot be given keys.
    pub const LACKING: &str = "MariaDB's plugin `hashicorp_key_management` is not installed";
    /// What to do about that.
    pub const REMEDY: &str = "`apt-get install mariadb-plugin-hashicorp-key-management`";
}

/// How far an engine has come with encrypting its tables. All are encrypted when both numbers are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFacts {
    /// How many table spaces there are.
    pub spaces: u32,
    /// How many are wholly encrypted under the version asked for.
    pub encrypted: u32,
}
