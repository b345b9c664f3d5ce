//! From a request to its answer: one funnel for all operations, and one file per operation.
//!
//! Only here and in `wire` are parameter names, status codes and error codes known; only the front
//! verifies, authorises, commits, records and answers. An operation touches nothing but its [`Call`].

pub mod audit;
mod call;
mod errors;
mod front;
mod ops;
mod reference;
mod services;
mod told;

pub use call::{Answer, Call, Origin};
pub use errors::Refusal;
pub use front::{Asked, Front, KEY_GRACE, KeysDestroyed, Rates, SurelyPast, Throttle};
pub use reference::Reference;
pub use services::{Home, Services, TableKeysAt};
