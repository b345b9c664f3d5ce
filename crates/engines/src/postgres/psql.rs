//! Statements of the hand's, run by `psql` as the instance's system user over the control socket.

use std::process::{Command, Output};

use rampart_rds::intent::HandFailed;

use super::{SUPERUSER, install};
use crate::{
    doing::Done,
    refused::Refused,
    site::{RUN, Site},
    tool,
};

/// A statement may hold a verifier, so none is written to the log, whether it fails or is slow, nor shown in
/// `pg_stat_activity` (and with that in another session's report of a deadlock): super accounts read both.
const OPTIONS: &str = "-c track_activities=off -c log_min_error_statement=panic -c log_statement=none \
    -c log_min_duration_statement=-1 -c statement_timeout=60s \
    -c lock_timeout=20s -c client_min_messages=warning -c search_path=pg_catalog";

/// Runs statements; answers what they returned, unadorned.
pub(super) fn run(site: &Site<'_>, statements: &str) -> Done<String> {
    attempt(site, statements)?.map_err(HandFailed::from)
}

/// Runs statements, and lets the caller look at a refusal.
pub(super) fn attempt(site: &Site<'_>, statements: &str) -> Done<Result<String, Refused>> {
    let output = execute(site, statements)?;
    if output.status.success() {
        return Ok(Ok(String::from_utf8_lossy(&output.stdout).into_owned()));
    }
    Ok(Err(refused(&String::from_utf8_lossy(&output.stderr))))
}

/// Whether a connection comes about and is answered.
pub(super) fn accepts(site: &Site<'_>) -> bool {
    execute(site, "SELECT 1;\n").is_ok_and(|output| output.status.success())
}

fn execute(site: &Site<'_>, statements: &str) -> Done<Output> {
    let record = site.record.engine.as_ref().ok_or(HandFailed::NotInitialised)?;
    let port = record.port.ok_or(HandFailed::EngineStopped)?;
    let psql = install::bin(&site.ground.config, &record.version)?.join("psql");
    let mut command: Command = tool::command(psql, Some(site.owner()?));
    command.current_dir("/").args([
        "-X",
        "-q",
        "-A",
        "-t",
        "-v",
        "ON_ERROR_STOP=1",
        "-v",
        "VERBOSITY=verbose",
    ]);
    command
        .arg("-h")
        .arg(site.far(RUN))
        .arg("-p")
        .arg(port.to_string())
        .args(["-U", SUPERUSER, "-d", "postgres"]);
    command.env("PGOPTIONS", OPTIONS);
    command.env("PGCONNECT_TIMEOUT", "5");
    tool::output(command, statements.as_bytes())
}

fn refused(words: &str) -> Refused {
    let first = words
        .lines()
        .find_map(|line| Some(line.split_once("ERROR:").or(line.split_once("FATAL:"))?.1.trim()));
    match first.and_then(|line| line.split_once(": ")) {
        Some((state, why)) => Refused { state: state.to_owned(), why: why.to_owned() },
        None => Refused::unknown(words),
    }
}
