//! The reconciler in a small world: whole lives, and histories with a crash at every step.

mod faults;
mod histories;
mod lives;
mod tables;
