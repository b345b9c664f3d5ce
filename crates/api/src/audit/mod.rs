//! The audit trail: one append-only chain of records per core, in files, and the outbox through which the record
//! of a change reaches it.
//!
//! What is recorded is decided by the front; what a record means to a person is rendered here. No parameter of a
//! request and no secret enters a record.
//!
//! The front uses [`Trail`] alone. For what the API reads or denies it calls [`Trail::record`] before the answer
//! leaves. For a change it asks [`Trail::admits`], calls [`Trail::enlist`] with the change's own transaction, and
//! after the commit [`Trail::committed`]; where the commit's outcome is unknown, [`Trail::decided`] tells.
//! [`verify`], [`read`] and [`lookup`] work on the files alone, beside a running server or without one.

mod act;
mod chain;
mod disk;
mod encoding;
pub mod finding;
mod frame;
mod head;
mod key;
pub mod lookup;
mod older;
mod opening;
mod outbox;
mod position;
mod prune;
pub mod read;
mod record;
mod render;
mod reserve;
mod segments;
mod trail;
pub mod verify;
mod walk;
mod writing;

pub use act::Act;
pub use chain::AuditUnavailable;
pub use disk::{Disk, LogFile, SystemDisk};
pub use encoding::RecordRefused;
pub use frame::ChainId;
pub use opening::{OpenFailed, Opened, Sizes};
pub use outbox::Enlisted;
pub use prune::{Pruned, Stay};
pub use record::{AuditCaller, AuditRecord, Deciding, DecisionMade, Outcome, Placed, Ruling};
pub use trail::{Purpose, SettleFailed, Settled, Trail};

#[cfg(test)]
mod tests;
