//! The endpoint from which engines read the keys of their tables, in the words of Vault's KV version 2.
//!
//! It hands out what was opened for one engine process to that process alone; who may open a key is decided where keys
//! are. A caller without the token of a mount learns nothing, not even whether the mount is there. One with it is never
//! given an error status but for a key that does not exist: an engine that runs would crash by it, while a connection
//! that breaks makes it go on with the keys that it has.

mod address;
mod attached;
mod desk;
mod door;
mod keys;
mod open;
mod page;
mod peer;
mod question;
mod reply;
mod tally;
#[cfg(test)]
mod tests;

use address::Bound;
pub use address::TableKeysUnbound;
use desk::{TableKeys, Told};
use door::Certificates;
pub use open::TableKeysFailed;
pub(crate) use open::{Setting, from_here, open};
pub(crate) use page::raise_limit;
