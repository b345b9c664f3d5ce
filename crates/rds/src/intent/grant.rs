//! What an account may do in a database, for engines whose databases belong to no account.

use serde::{Deserialize, Serialize};

use super::DatabaseName;

/// One privilege in one database.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// In which database.
    pub database: DatabaseName,
    /// What.
    pub privilege: Privilege,
}

/// What an account may do in a database. Source: RDS, GrantAccountPrivilege.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Privilege {
    /// Read and write rows, and make and change tables.
    ReadWrite,
    /// Read rows.
    ReadOnly,
    /// Make and change tables.
    DdlOnly,
    /// Read and write rows.
    DmlOnly,
}
