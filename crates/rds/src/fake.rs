//! A pretended hand and a pretended key service, for tests and simulations here and in `testkit`.
//!
//! Both keep the rules of the real ones: a disk opens only with its own key, an engine runs only on an open disk, a key
//! is used only while it is enabled, marked and permitted. Behind the feature `fake`; never part of a server.

mod fuse;
mod hand;
mod keys;

pub use fuse::Fuse;
pub use hand::{FakeHand, FakeInstance};
pub use keys::{FakeKeys, Permission};
