//! An instance's life as a pure state machine: what is known plus what happened gives what is known now and the next step.
//!
//! Nothing here waits, asks or stores. [`apply`] takes in an event, [`next`] names the one thing to do; the reconciler
//! does it and comes back with the next event. A crash forgets what was [`Seen`], never the [`Life`], so that a new
//! process looks first and goes on from there.

mod apply;
mod event;
mod life;
mod next;
mod seen;
#[cfg(test)]
mod simulation;
mod tables;
#[cfg(test)]
mod tests;
mod warnings;

pub use apply::apply;
pub use event::{Event, Happening, Step, What};
pub use life::{Life, Lock, Progress, Restart, Status, Wish};
pub use next::next;
pub use seen::{Disk, Halt, Permit, Seen, SeenTables, Session};
pub use tables::{Tables, TablesState};
pub use warnings::{Warning, WarningKind, Warnings};
