//! A pretended hand, a pretended key service and a pretended desk for table keys, for tests and simulations here and in `testkit`.
//!
//! They keep the rules of the real ones: a disk opens only with its own key, an engine runs only on an open disk, a key
//! is used only while it is enabled, marked and permitted. Behind the feature `fake`; never part of a server.

mod desk;
mod fuse;
mod hand;
mod keys;
mod tables;

pub use desk::FakeDesk;
pub use fuse::Fuse;
pub use hand::{FakeHand, FakeInstance};
pub use keys::{FakeKeys, Permission};
pub use tables::FakeTables;
