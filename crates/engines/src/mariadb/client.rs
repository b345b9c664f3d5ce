//! Statements of the hand's, run by `mariadb` as the instance's system user over the control socket.
//!
//! A statement may hold a verifier: it is shown to nobody, since no account sees the sessions of another (`PROCESS`), and
//! written nowhere, since no log takes statements but the binary one, which these sessions leave out.

use std::process::{Command, Output};

use rampart_rds::intent::HandFailed;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{SOCKET, install::Programs};
use crate::{
    doing::{Doing, Done},
    refused::Refused,
    site::{RUN, Site},
    tool,
};

/// Before every statement.
const SESSION: &str = "SET SESSION sql_log_bin = 0, sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', \
    lock_wait_timeout = 20, max_statement_time = 60, group_concat_max_len = 16777216;\n";

/// Runs statements; answers what they returned, a row a line.
pub(super) fn run(site: &Site<'_>, statements: &str) -> Done<String> {
    attempt(site, statements)?.map_err(HandFailed::from)
}

/// Runs statements, and lets the caller look at a refusal.
pub(super) fn attempt(site: &Site<'_>, statements: &str) -> Done<Result<String, Refused>> {
    Ok(said(&execute(site, statements)?))
}

/// Statements that take long, to be run by someone who may wait for them.
pub(super) fn chore(site: &Site<'_>, statements: &str) -> Done<impl FnOnce() -> Done + Send + use<>> {
    let (command, statements) = (command(site)?, in_session(statements));
    Ok(move || said(&tool::output(command, statements.as_bytes())?).map(drop).map_err(HandFailed::from))
}

fn said(output: &Output) -> Result<String, Refused> {
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(refused(&String::from_utf8_lossy(&output.stderr)))
    }
}

/// The rows of a query, whose columns are named like the fields.
pub(super) fn rows<T: for<'de> Deserialize<'de>>(
    site: &Site<'_>,
    columns: &[&str],
    query: &str,
) -> Done<Vec<T>> {
    let pairs: Vec<_> = columns.iter().map(|column| format!("'{column}', {column}")).collect();
    let answer = run(
        site,
        &format!(
            "SELECT COALESCE(JSON_ARRAYAGG(JSON_OBJECT({})), '[]') FROM ({query}) q;\n",
            pairs.join(", ")
        ),
    )?;
    serde_json::from_str(&answer).doing("read the engine's answer")
}

/// Whether a connection comes about and is answered.
pub(super) fn accepts(site: &Site<'_>) -> bool {
    execute(site, "SELECT 1;\n").is_ok_and(|output| output.status.success())
}

fn execute(site: &Site<'_>, statements: &str) -> Done<Output> {
    tool::output(command(site)?, in_session(statements).as_bytes())
}

fn in_session(statements: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{SESSION}{statements}"))
}

fn command(site: &Site<'_>) -> Done<Command> {
    let programs = Programs::any(&site.ground.config).ok_or(HandFailed::EngineStopped)?;
    let mut command = tool::command(programs.client(), Some(site.owner()?));
    command.current_dir("/").args([
        "--no-defaults",
        "--batch",
        "--skip-column-names",
        "--raw",
        "--binary-mode",
    ]);
    command.args(["--connect-timeout=5", "--skip-reconnect", "--default-character-set=utf8mb4"]);
    command.arg(format!("--socket={}", site.far(RUN).join(SOCKET).display()));
    command.arg(format!("--user={}", site.owner_name()?)).arg("--database=mysql");
    Ok(command)
}

/// `ERROR 1045 (28000) at line 1: Access denied …`. The client also repeats the statement: that is not passed on.
fn refused(words: &str) -> Refused {
    let first = words.lines().find_map(|line| line.strip_prefix("ERROR ")?.split_once(": "));
    match first {
        Some((place, why)) => Refused {
            state: place.split(' ').next().unwrap_or_default().to_owned(),
            why: why.trim().to_owned(),
        },
        None => Refused::unknown("its client said nothing of why"),
    }
}

/// A name in backquotes.
pub(super) fn identifier(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A database's name where `GRANT` would take `_` and `%` for wildcards.
pub(super) fn exactly(database: &str) -> String {
    identifier(&database.replace('\\', "\\\\").replace('_', "\\_").replace('%', "\\%"))
}

/// A text in single quotes.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_quotes() {
        assert_eq!(identifier("a`; DROP"), "`a``; DROP`");
        assert_eq!(literal("a'; DROP \\"), "'a''; DROP \\\\'");
        assert_eq!(exactly("app_1"), "`app\\_1`");
    }

    #[test]
    fn a_refusal_is_read_without_its_statement() {
        let words = "--------------\nALTER USER x USING '*14E6'\n--------------\n\n\
            ERROR 1396 (HY000) at line 2: Operation ALTER USER failed for 'x'\n";
        let expected = Refused { state: "1396".into(), why: "Operation ALTER USER failed for 'x'".into() };
        assert_eq!(refused(words), expected);
        assert!(!refused("--------------\nALTER USER x USING '*14E6'\n").why.contains("14E6"));
    }
}
