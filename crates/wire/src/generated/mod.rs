//! Every message of every operation, as the API facts describe them.

// Generated from `facts` by `cargo xtask generate`; do not edit.

#[cfg(test)]
pub(crate) mod each;
mod operation;
pub mod ram;
pub mod sts;
pub mod kms;
pub mod rds;
pub mod actiontrail;

pub(crate) use operation::FACTS;
pub use operation::{Operation, Service};
