//! The hand as a program of its own, for whoever starts it apart from the server, as its tests do.

use std::process::ExitCode;

fn main() -> ExitCode {
    match rampart_engines::hand::run_from_stdin() {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever asked was told by the answer to the first order.
        Err(_) => ExitCode::FAILURE,
    }
}
