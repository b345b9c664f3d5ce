//! Transactions over sealed, versioned records.
//!
//! A row is a path and a record; this room knows how rows are read, sealed, cached and committed, and nothing of
//! what they mean. Declare records with [`record!`], name rows with [`path!`], work in a [`Txn`].

pub mod backend;
mod barrier;
mod cache;
pub mod codec;
mod failure;
mod feed;
pub mod golden;
mod path;
mod row;
mod store;
mod transaction;

pub use backend::{
    Backend, Unavailable,
    memory::Memory,
    waiting::{COMMIT_WAIT_MAX, LINE_WAIT_MAX, READ_WAIT_MAX},
};
pub use codec::{Field, Malformed, Record, Unknown};
pub use failure::{CommitFailed, StoreFailed, is_full};
pub use feed::{Change, FEED_COMMITS_MAX, Lagged, Watch};
pub use path::{Direction, Page, Path, PathBuilder, Range, Segment};
pub use row::Row;
pub use store::{CACHE_BYTES_MAX, Store, StoreOptions};
pub use transaction::Txn;
