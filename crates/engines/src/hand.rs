//! The hand's two ends: the server's [`HandLink`] and the process that carries orders out.

mod config;
mod desk;
mod frame;
mod link;
mod orders;
mod run;

pub use config::HandConfig;
pub use link::{HandLink, start, start_as};
pub use run::{HandEnded, run, run_from_stdin};
