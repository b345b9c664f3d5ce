//! The table: what becomes of each instance when a key, or the right to it, is lost, and on which occasion.

use crate::loss::Loss::{self, *};

/// What happens while it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Nothing: the engine runs.
    Running,
    /// `RestartDBInstance` is refused, and the engine dies.
    EngineDead,
    /// The server ends and starts again; engines run on meanwhile.
    ServerAgain,
    /// The same, and it took the engines down with it, as the machine would.
    AllAgain,
}

/// How an instance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// It serves, and nothing stands in its way.
    Well,
    /// It serves, and its next start would be refused.
    Warned,
    /// It is closed by a lock.
    Locked,
    /// It is closed because its opening was refused.
    Refused,
}

impl Stand {
    pub(crate) const fn serves(self) -> bool {
        matches!(self, Self::Well | Self::Warned)
    }
}

/// What is lost, on which occasion, and how each of the [`SUBJECTS`] stands then.
pub(crate) struct Row(pub(crate) Loss, pub(crate) When, pub(crate) [Stand; SUBJECTS.len()]);

/// An instance, and which of its keys is lost.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) postgres: bool,
    /// Whether its disk is encrypted.
    pub(crate) disk: bool,
    /// Whether its tables are, with a key of their own.
    pub(crate) tables: bool,
    /// Whether the key that is lost is its tables'.
    pub(crate) loses_tables: bool,
}

pub(crate) const SUBJECTS: [Kind; 5] = [
    Kind { name: "PostgreSQL, disk", postgres: true, disk: true, tables: false, loses_tables: false },
    Kind { name: "MariaDB, disk", postgres: false, disk: true, tables: false, loses_tables: false },
    Kind { name: "MariaDB, tables", postgres: false, disk: false, tables: true, loses_tables: true },
    Kind {
        name: "MariaDB, both, disk's lost",
        postgres: false,
        disk: true,
        tables: true,
        loses_tables: false,
    },
    Kind {
        name: "MariaDB, both, tables' lost",
        postgres: false,
        disk: true,
        tables: true,
        loses_tables: true,
    },
];

use Stand::{Locked as L, Refused as R, Warned as W};
use When::*;

#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    //                                  PG disk, disk, tables, both: disk's, tables'
    Row(KeyDisabled,       Running,     [L, L, W, L, W]),
    Row(KeyDisabled,       EngineDead,  [L, L, L, L, L]),
    Row(KeyDisabled,       ServerAgain, [L, L, W, L, W]),
    Row(KeyDisabled,       AllAgain,    [L, L, L, L, L]),
    Row(DeletionScheduled, Running,     [L, L, W, L, W]),
    Row(DeletionScheduled, EngineDead,  [L, L, L, L, L]),
    Row(DeletionScheduled, ServerAgain, [L, L, W, L, W]),
    Row(DeletionScheduled, AllAgain,    [L, L, L, L, L]),
    Row(MarkRemoved,       Running,     [W, W, W, W, W]),
    Row(MarkRemoved,       EngineDead,  [R, R, R, R, R]),
    Row(MarkRemoved,       ServerAgain, [W, W, W, W, W]),
    Row(MarkRemoved,       AllAgain,    [R, R, R, R, R]),
    Row(PolicyDetached,    Running,     [W, W, W, W, W]),
    Row(PolicyDetached,    EngineDead,  [R, R, R, R, R]),
    Row(PolicyDetached,    ServerAgain, [W, W, W, W, W]),
    Row(PolicyDetached,    AllAgain,    [R, R, R, R, R]),
    Row(RoleDeleted,       Running,     [W, W, W, W, W]),
    Row(RoleDeleted,       EngineDead,  [R, R, R, R, R]),
    Row(RoleDeleted,       ServerAgain, [W, W, W, W, W]),
    Row(RoleDeleted,       AllAgain,    [R, R, R, R, R]),
    Row(TrustChanged,      Running,     [W, W, W, W, W]),
    Row(TrustChanged,      EngineDead,  [R, R, R, R, R]),
    Row(TrustChanged,      ServerAgain, [W, W, W, W, W]),
    Row(TrustChanged,      AllAgain,    [R, R, R, R, R]),
];

/// What a run without `RAMPART_TEST_LONG` does: a row of each kind.
pub(crate) const SLICE: &[(Loss, When)] = &[
    (KeyDisabled, Running),
    (DeletionScheduled, EngineDead),
    (MarkRemoved, ServerAgain),
    (TrustChanged, AllAgain),
];

/// How the instances stand while nothing else has happened than the loss.
pub(crate) fn at_once(loss: Loss) -> [Stand; SUBJECTS.len()] {
    let row = TABLE.iter().find(|Row(of, when, _)| *of == loss && *when == Running);
    row.expect("every loss has such a row").2
}
