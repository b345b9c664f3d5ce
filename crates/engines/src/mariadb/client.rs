//! Statements of the hand's, run by `mariadb` as the instance's system user over the control socket.
//!
//! A statement may hold a verifier: it is shown to nobody, since no account sees the sessions of another (`PROCESS`), and
//! written nowhere, since no log takes statements but the binary one, which these sessions leave out.

use std::{
    path::PathBuf,
    process::{Command, Output},
};

use rampart_rds::intent::HandFailed;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{SOCKET, install::Programs};
use crate::{
    chores::Wanted,
    doing::{Doing, Done},
    folder::Owner,
    refused::Refused,
    site::{RUN, Site},
    tool,
};

/// Before every statement.
const SESSION: &str = "SET SESSION sql_log_bin = 0, sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', \
    lock_wait_timeout = 20, max_statement_time = 60, group_concat_max_len = 16777216;\n";

/// How an instance's engine is reached, also by what goes on beside the orders.
pub(super) struct Line {
    client: PathBuf,
    owner: Owner,
    socket: PathBuf,
    user: String,
}

impl Line {
    pub(super) fn of(site: &Site<'_>) -> Done<Self> {
        let programs = Programs::any(&site.ground.config).ok_or(HandFailed::EngineStopped)?;
        Ok(Self {
            client: programs.client(),
            owner: site.owner()?,
            socket: site.far(RUN).join(SOCKET),
            user: site.owner_name()?,
        })
    }

    /// Runs statements; answers what they returned, a row a line.
    pub(super) fn run(&self, statements: &str) -> Done<String> {
        said(&self.execute(statements)?).map_err(HandFailed::from)
    }

    /// The rows of a query, whose columns are named like the fields.
    pub(super) fn rows<T: for<'de> Deserialize<'de>>(&self, columns: &[&str], query: &str) -> Done<Vec<T>> {
        let pairs: Vec<_> = columns.iter().map(|column| format!("'{column}', {column}")).collect();
        let answer = self.run(&format!(
            "SELECT COALESCE(JSON_ARRAYAGG(JSON_OBJECT({})), '[]') FROM ({query}) q;\n",
            pairs.join(", ")
        ))?;
        serde_json::from_str(&answer).doing("read the engine's answer")
    }

    fn execute(&self, statements: &str) -> Done<Output> {
        tool::output(self.command(), in_session(statements).as_bytes())
    }

    fn command(&self) -> Command {
        let mut command = tool::command(&self.client, Some(self.owner));
        command.current_dir("/").args([
            "--no-defaults",
            "--batch",
            "--skip-column-names",
            "--raw",
            "--binary-mode",
        ]);
        command.args(["--connect-timeout=5", "--skip-reconnect", "--default-character-set=utf8mb4"]);
        command.arg(format!("--socket={}", self.socket.display()));
        command.arg(format!("--user={}", self.user)).arg("--database=mysql");
        command
    }
}

/// Runs statements; answers what they returned, a row a line.
pub(super) fn run(site: &Site<'_>, statements: &str) -> Done<String> {
    Line::of(site)?.run(statements)
}

/// Runs statements, and lets the caller look at a refusal.
pub(super) fn attempt(site: &Site<'_>, statements: &str) -> Done<Result<String, Refused>> {
    Ok(said(&Line::of(site)?.execute(statements)?))
}

/// Statements that take long, to be run by someone who may wait for them.
pub(super) fn chore(site: &Site<'_>, statements: &str) -> Done<impl FnOnce(&Wanted) -> Done + Send + use<>> {
    let (line, statements) = (Line::of(site)?, Zeroizing::new(statements.to_owned()));
    Ok(move |_: &Wanted| line.run(&statements).map(drop))
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
    Line::of(site)?.rows(columns, query)
}

/// Whether a connection comes about and is answered.
pub(super) fn accepts(site: &Site<'_>) -> bool {
    let answered = Line::of(site).and_then(|line| line.execute("SELECT 1;\n"));
    answered.is_ok_and(|output| output.status.success())
}

fn in_session(statements: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{SESSION}{statements}"))
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
