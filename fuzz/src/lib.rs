//! Bytes from strangers against everything that reads them: each target takes any bytes and panics when a rule breaks.
//!
//! `cargo fuzz` drives them by coverage; `tests/corpus.rs` runs each over its corpus and random changes of it.

mod bytes;
mod policy;
mod server;
mod wire;

// The naive reading of the policy language and its random worlds stand with the policy crate's own tests.
#[path = "../../crates/policy/tests/agreement/mod.rs"]
mod agreement;
#[path = "../../crates/policy/tests/naive/mod.rs"]
mod naive;
#[path = "../../crates/policy/tests/worlds/mod.rs"]
mod worlds;

pub use bytes::{blob, order, record};
pub use policy::{decision, policy_text};
pub use server::{request, signed_call};
pub use wire::parameters;

/// A target: takes any bytes.
pub type Target = fn(&[u8]);

/// Every target by name, which is its corpus' folder too.
pub const TARGETS: [(&str, Target); 8] = [
    ("policy_text", policy_text),
    ("decision", decision),
    ("parameters", parameters),
    ("blob", blob),
    ("record", record),
    ("order", order),
    ("request", request),
    ("signed_call", signed_call),
];
