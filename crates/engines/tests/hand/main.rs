//! The hand as a process, with real disks, users and PostgreSQL. Most of it needs root and says so where there is none.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

mod adoption;
mod crash;
mod endings;
mod endpoint;
mod foreign;
mod full;
mod hall;
mod hostile;
mod isolation;
mod life;
mod mariadb;
mod root;
mod sql;
mod tables;
mod unprivileged;
mod wiping;
