//! What the hand is told once, before its first order.

use std::{path::PathBuf, time::Duration};

use rampart_rds::limits;
use serde::{Deserialize, Serialize};

/// What the hand is told once, by the process that starts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandConfig {
    /// The server's data folder. The hand works in its sub-folder `instances` and nowhere else.
    pub data_dir: PathBuf,
    /// The first user id that an instance may be given.
    pub first_uid: u32,
    /// How many there are from there on.
    pub uids: u32,
    /// Folders that hold PostgreSQL as `<major>/bin`.
    pub postgres_dirs: Vec<PathBuf>,
    /// Folders that hold MariaDB as `sbin`, `bin` and `lib/mysql/plugin`.
    pub mariadb_dirs: Vec<PathBuf>,
    /// How long an engine that starts is waited for.
    pub start_patience: Duration,
    /// For tests: the hand ends itself, as if killed, after the step of this name.
    pub die_after: Option<String>,
}

impl HandConfig {
    /// The usual for this data folder: a thousand users from 470000 on, Debian's places.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            first_uid: 470_000,
            uids: 1_000,
            postgres_dirs: vec![PathBuf::from("/usr/lib/postgresql")],
            mariadb_dirs: vec![PathBuf::from("/usr")],
            start_patience: limits::START_PATIENCE,
            die_after: None,
        }
    }
}
