//! The audit trail under crashes, full disks and other hands.

mod crash;
mod encoding;
mod lookup;
mod outbox;
mod pruning;
mod reading;
mod simulation;
mod stage;
mod tampering;
mod writing;
