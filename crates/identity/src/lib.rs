//! RAM and STS: accounts, users, groups, roles, policies, access keys and sessions; who a request's caller is, and what
//! he holds.
//!
//! What a policy means is `rampart_policy`'s, whether a caller may do something is `rampart_authz`'s; parameters,
//! status codes and JSON are the API's. Every function that reads out or changes a resource asks for the permit of
//! its own action.

pub mod access_key;
pub mod account;
pub mod actions;
pub mod assume;
pub mod attachment;
mod authenticate;
mod cache;
mod caller_identity;
mod envelope;
mod epoch;
pub mod group;
mod identity;
pub mod listing;
pub mod login;
pub mod membership;
pub mod name;
pub mod operator;
pub mod policy;
pub mod quota;
pub mod record;
pub mod replay;
mod rights;
pub mod role;
mod rows;
pub mod session;
pub mod slip;
pub mod system;
pub mod tag;
pub mod token;
mod used;
pub mod user;

pub use authenticate::{Claimed, NotAuthentic, find_access_key};
pub use caller_identity::{CallerIdentity, caller_identity};
pub use identity::{Identity, OpenFailed, replay_key};
pub use rights::OWN_USER;
pub use rows::epoch as epoch_path;
pub use used::USES_WRITTEN_EVERY_SECONDS;
