//! The hand: disks, processes and database engines, carried out as root by a process of its own.
//!
//! It carries out the typed orders of [`rampart_rds::intent`] and nothing else; it knows no policy and no store, and
//! derives every path, user and name from its own folder and the instance's checked id. The server holds a
//! [`HandLink`] and never more than its own files.

mod chores;
mod conf;
mod doing;
mod endings;
mod engine;
mod folder;
mod ground;
pub mod hand;
mod life;
mod mariadb;
mod postgres;
mod probe;
mod process;
mod record;
mod refused;
pub mod root;
mod site;
mod sys;
mod tool;
mod trail;
mod users;
mod volume;

pub use hand::{HandConfig, HandLink};
