//! Identity on a store in memory, asked as the API asks it: permits from `authz`, one transaction a call.

mod access_keys;
mod attachments;
mod authentication;
mod epoch;
mod golden;
mod policies;
mod rights;
mod roles;
mod sessions;
mod users;
mod world;
