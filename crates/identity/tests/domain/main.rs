//! Identity on a store in memory, asked as the API asks it: permits from `authz`, one transaction a call.

#![expect(clippy::unwrap_used, reason = "a test ends when its world breaks")]

mod access_keys;
mod attachments;
mod authentication;
mod epoch;
mod golden;
mod groups;
mod logins;
mod operators;
mod policies;
mod rights;
mod roles;
mod sessions;
mod used;
mod users;
mod world;
