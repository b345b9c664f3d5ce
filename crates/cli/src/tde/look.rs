//! A look at an attached server through its own client, `mariadb`: what it says of itself.

use std::{path::PathBuf, process::Command};

use clap::Args;

use super::{
    configuration::ENCRYPTING,
    still_encrypted::{SOURCE, Seen},
};

/// How to reach the server.
#[derive(Args)]
pub(super) struct Way {
    /// Look at the server by the options in this file, as `mariadb --defaults-file` does: host, user, password
    #[arg(long, value_name = "FILE", conflicts_with = "socket")]
    defaults_file: Option<PathBuf>,
    /// Look at the server on this unix socket of this machine
    #[arg(long, value_name = "FILE")]
    socket: Option<PathBuf>,
    /// The client to look with
    #[arg(long, value_name = "PROGRAM", default_value = "mariadb")]
    mariadb: PathBuf,
}

/// Events of a log that are looked at: the one that says that it is encrypted is among the first.
const EVENTS: usize = 4;

impl Way {
    /// Whether there is one.
    pub(super) fn is_given(&self) -> bool {
        self.defaults_file.is_some() || self.socket.is_some()
    }

    /// What the server says. An error is the client's own words.
    pub(super) fn look(&self) -> Result<Seen, String> {
        let mut seen = parse(&self.ask(&questions())?)?;
        let has_log = seen.variables.get("log_bin").is_some_and(|(value, _)| value == "ON");
        let mut logs = Vec::new();
        if has_log {
            let names = self.ask("SHOW BINARY LOGS")?;
            logs.extend(first_fields(&names).map(|name| (name.to_owned(), events_of("BINLOG", "IN", name))));
        }
        for name in first_fields(&self.ask("SHOW ALL SLAVES STATUS")?) {
            let shown = if name.is_empty() { "relay log".to_owned() } else { format!("relay log of {name}") };
            logs.push((shown, format!("SHOW RELAYLOG {} EVENTS LIMIT {EVENTS}", quoted(name))));
        }
        for (name, question) in logs {
            if self.ask(&question)?.contains("Start_encryption") {
                seen.logs.push(name);
            }
        }
        Ok(seen)
    }

    fn ask(&self, question: &str) -> Result<String, String> {
        let mut client = Command::new(&self.mariadb);
        // The client takes this one only as the first.
        if let Some(file) = &self.defaults_file {
            client.arg(format!("--defaults-file={}", file.display()));
        }
        if let Some(socket) = &self.socket {
            client.arg(format!("--socket={}", socket.display()));
        }
        client.args(["--batch", "--skip-column-names", "--connect-timeout=10", "--execute", question]);
        let output = client.output().map_err(|error| {
            format!("cannot run `{}`: {error}; name the client by --mariadb", self.mariadb.display())
        })?;
        if output.status.success() {
            String::from_utf8(output.stdout).map_err(|_| "the server's answer is no text".to_owned())
        } else {
            Err(format!("the server cannot be looked at: {}", String::from_utf8_lossy(&output.stderr).trim()))
        }
    }
}

/// Everything that is asked at once, each row led by what it tells.
fn questions() -> String {
    let names: Vec<String> =
        ENCRYPTING.iter().map(|(name, ..)| *name).chain([SOURCE, "log_bin"]).map(quoted).collect();
    format!(
        "SELECT 'variable', LOWER(VARIABLE_NAME), GLOBAL_VALUE, GLOBAL_VALUE_ORIGIN \
           FROM information_schema.SYSTEM_VARIABLES WHERE LOWER(VARIABLE_NAME) IN ({});
         SELECT 'space', NAME FROM information_schema.INNODB_TABLESPACES_ENCRYPTION \
           WHERE ENCRYPTION_SCHEME <> 0 OR ROTATING_OR_FLUSHING <> 0;
         SELECT 'aria', CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), COALESCE(UNIX_TIMESTAMP(CREATE_TIME), 0) \
           FROM information_schema.TABLES WHERE ENGINE = 'Aria' \
           AND TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema');
         SELECT 'right', PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES \
           WHERE GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''');
         SELECT 'started', UNIX_TIMESTAMP() - CAST(VARIABLE_VALUE AS INTEGER) \
           FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME'",
        names.join(", ")
    )
}

fn events_of(kind: &str, word: &str, name: &str) -> String {
    format!("SHOW {kind} EVENTS {word} {} LIMIT {EVENTS}", quoted(name))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

fn first_fields(rows: &str) -> impl Iterator<Item = &str> {
    rows.lines().filter_map(|row| row.split('\t').next())
}

fn parse(rows: &str) -> Result<Seen, String> {
    let mut seen = Seen::default();
    let mut started = None;
    for row in rows.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        match fields.as_slice() {
            ["variable", name, value, origin] => {
                seen.variables.insert((*name).to_owned(), ((*value).to_owned(), (*origin).to_owned()));
            }
            ["space", name] => seen.spaces.push((*name).to_owned()),
            ["aria", name, made] => seen.aria.push(((*name).to_owned(), seconds(made)?)),
            ["right", right] => seen.rights.push((*right).to_owned()),
            ["started", at] => started = Some(seconds(at)?),
            _ => return Err(format!("the server says `{row}`, which is not what was asked")),
        }
    }
    seen.started = started.ok_or("the server does not say since when it runs")?;
    Ok(seen)
}

fn seconds(text: &str) -> Result<i64, String> {
    let whole = text.split('.').next().unwrap_or_default();
    whole.parse().map_err(|_| format!("the server says `{text}`, which is no time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_is_read_row_by_row() {
        let rows = "variable\tencrypt_binlog\tON\tCONFIG\nspace\to/t\naria\to.a\t1795561999\naria\to.b\t0\n\
                    right\tSELECT\nstarted\t1795561990.000000\n";
        let seen = parse(rows).unwrap();
        assert_eq!(seen.variables["encrypt_binlog"], ("ON".to_owned(), "CONFIG".to_owned()));
        assert_eq!(seen.spaces, ["o/t"]);
        assert_eq!(seen.aria, [("o.a".to_owned(), 1_795_561_999), ("o.b".to_owned(), 0)]);
        assert_eq!(seen.rights, ["SELECT"]);
        assert_eq!(seen.started, 1_795_561_990);
        for rows in ["", "space\to/t\n", "started\tx\n", "started\t1\nerror\n", "aria\ta\tNULL\nstarted\t1\n"]
        {
            assert!(parse(rows).is_err(), "{rows:?}");
        }
    }

    #[test]
    fn names_cannot_leave_their_quotes() {
        for (name, expected) in [("bin.1", "'bin.1'"), ("a'b", "'a''b'"), (r"a\", r"'a\\'"), ("", "''")] {
            assert_eq!(quoted(name), expected);
        }
    }
}
