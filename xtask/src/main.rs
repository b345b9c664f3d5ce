//! House chores, run as `cargo xtask <chore>`.
//!
//! What a chore does lives in the library, so that tests can ask for it too.

use std::{env, io::Write as _, process::ExitCode};

use rampart_xtask::{bench, generate};

const CHORES: &str =
    "unknown chore: say `cargo xtask generate [--check]` or `cargo xtask bench [--quick] [--keys N]`";

fn main() -> ExitCode {
    let chore: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = chore.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["generate"] => generate::write(&generate::wire_crate()),
        ["generate", "--check"] => generate::check(&generate::wire_crate()),
        ["bench", how @ ..] => bench::run(how),
        _ => Err(CHORES.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            // Nothing is left to do if even the complaint cannot be written.
            let _ = writeln!(std::io::stderr(), "{refused}");
            ExitCode::FAILURE
        }
    }
}
