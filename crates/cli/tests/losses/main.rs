//! Losing keys, the right to them, and the machine, through the whole product: the real binary, real engines, real disks.
//!
//! Needs root, a kernel with fscrypt, PostgreSQL and MariaDB; where one is lacking a test says so and is passed over.
//! `RAMPART_TEST_LONG` has the whole table run instead of a slice of it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test ends when its world breaks, and prints how it went"
)]

mod bench;
mod busy;
mod bytes;
mod cells;
mod instance;
mod look;
mod loss;
mod memory;
mod reboot;
mod table;

#[test]
fn each_loss_does_to_each_instance_what_the_table_says_and_is_undone_by_giving_back() {
    if bench::lacks("losing keys") {
        return;
    }
    let mut cells = cells::Cells::new();
    for row in cells::rows(is_long()) {
        cells.run(row);
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the test chooses by the environment")]
fn is_long() -> bool {
    std::env::var_os("RAMPART_TEST_LONG").is_some()
}

#[test]
fn rows_are_found_in_the_clear_and_nowhere_once_tables_are_encrypted() {
    if !bench::lacks("rows as bytes") {
        bytes::rows_are_found_in_the_clear_and_nowhere_once_tables_are_encrypted();
    }
}

#[test]
fn a_busy_engine_whose_right_is_gone_runs_on_whatever_becomes_of_the_server() {
    if !bench::lacks("a busy engine") {
        busy::a_busy_engine_whose_right_is_gone_runs_on_whatever_becomes_of_the_server();
    }
}

#[test]
fn after_a_reboot_what_ran_serves_the_same_rows_on_the_same_port_and_what_rested_rests() {
    if !bench::lacks("a reboot") {
        reboot::after_a_reboot_what_ran_serves_the_same_rows_on_the_same_port_and_what_rested_rests();
    }
}
