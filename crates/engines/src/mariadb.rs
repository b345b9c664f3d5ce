//! MariaDB: where it is, how its data folder is made, how it is run, how its tables are encrypted.

mod accounts;
mod client;
mod configure;
mod databases;
mod doors;
mod install;
mod leftovers;
mod pages;
mod tables;

use rampart_rds::intent::{
    Access, Capability, EngineSetup, FoundEngine, HandFailed, TableFacts, TableKeySource,
};
use rustix::process::Signal;
use zeroize::Zeroizing;

use self::install::Programs;
use crate::{
    conf,
    doing::{Doing, Done},
    engine::Engine,
    folder::Folder,
    hand::HandConfig,
    life,
    site::{DATA, DISK, Site},
    tool,
};

/// The control socket, in `run`.
const SOCKET: &str = "s";
/// The folder on the disk that holds everything of the engine.
const BASE: &str = "mariadb";
/// Tables and logs of changes.
const DATADIR: &str = "disk/data/mariadb/data";
/// The folder in it for temporary files.
const TMP: &str = "tmp";
/// Temporary files.
const TEMPORARY: &str = "disk/data/mariadb/tmp";
/// A folder with nothing in it: where statements that read and write files are sent.
const NOTHING: &str = "disk/data/mariadb/nothing";
/// The error log, beside them. It may hold rows, so it lies on the disk.
const LOG: &str = "error.log";

pub(crate) struct MariaDb;

impl Engine for MariaDb {
    fn installed(&self, config: &HandConfig) -> Vec<FoundEngine> {
        install::all(config)
    }

    fn capabilities(&self, config: &HandConfig) -> Vec<Capability> {
        install::capabilities(config)
    }

    fn initialise(&self, site: &Site<'_>, setup: &EngineSetup) -> Done {
        let programs = Programs::of(&site.ground.config, &setup.version)?;
        conf::demand_short_socket(site, SOCKET)?;
        let data =
            site.folder.folder(DISK).and_then(|disk| disk.folder(DATA)).doing("open the disk's data")?;
        if data.stat(BASE)?.is_some() {
            std::fs::remove_dir_all(site.near("disk/data/mariadb")).doing("clear the data folder")?;
        }
        let owner = site.owner()?;
        let base = data.make(BASE, 0o700, owner)?;
        for name in ["data", TMP, "nothing"] {
            base.make(name, 0o700, owner)?;
        }
        let mut installer = tool::command(programs.installer(), Some(owner));
        installer.current_dir("/").args(["--no-defaults", "--skip-test-db", "--skip-name-resolve"]);
        installer.arg("--auth-root-authentication-method=socket");
        installer.arg(format!("--auth-root-socket-user={}", site.owner_name()?));
        installer.arg(format!("--datadir={}", site.far(DATADIR).display()));
        installer.arg(format!("--tmpdir={}", site.far(TEMPORARY).display()));
        installer.arg("--innodb-log-file-size=8M");
        tool::run(installer).map(drop)
    }

    fn configure(&self, site: &Site<'_>, setup: &EngineSetup) -> Done {
        let programs = Programs::of(&site.ground.config, &setup.version)?;
        if setup.tables.is_some() && !programs.has_plugin() {
            return Err(HandFailed::NotSupported {
                what: TableKeySource::LACKING.to_owned(),
                remedy: TableKeySource::REMEDY.to_owned(),
            });
        }
        configure::write(site, setup)
    }

    fn server(&self, site: &Site<'_>, version: &str) -> Done<Vec<String>> {
        let server = Programs::of(&site.ground.config, version)?.server();
        Ok(vec![
            server.display().to_string(),
            format!("--defaults-file={}", conf::path(site, configure::NAME)),
        ])
    }

    fn whispered(&self, setup: &EngineSetup) -> Option<Zeroizing<String>> {
        setup.tables.as_deref().map(configure::whispered)
    }

    fn accepts(&self, site: &Site<'_>) -> bool {
        client::accepts(site)
    }

    fn admit(&self, site: &Site<'_>, setup: &EngineSetup) -> Done {
        configure::apply_access(site, &setup.access).map(drop)
    }

    fn endings(&self) -> [Signal; 3] {
        // It breaks connections at the first: mariadbd, signal handling.
        [Signal::TERM, Signal::TERM, Signal::KILL]
    }

    fn last_words(&self, site: &Site<'_>, said: &str) -> String {
        let log = log_tail(site, 64 << 10).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        told(&log).or_else(|| told(said)).or_else(|| warned(said)).unwrap_or_else(|| {
            "it ended without saying why: its log is `mariadb/error.log` on its disk".to_owned()
        })
    }

    fn log_length(&self, site: &Site<'_>) -> Option<u64> {
        let length = |disk: Folder| disk.foreign(&log_path())?.metadata();
        site.folder.folder(DISK).and_then(length).map(|metadata| metadata.len()).ok()
    }

    fn ended_in_order(&self, site: &Site<'_>, since: u64) -> bool {
        // Its last line is short; what stands before it does not matter.
        const LINE_BYTES_MAX: u64 = 1 << 10;
        let newer = self.log_length(site).map_or(0, |length| length.saturating_sub(since));
        let tail = log_tail(site, newer.min(LINE_BYTES_MAX)).unwrap_or_default();
        shut_down(&String::from_utf8_lossy(&tail))
    }

    fn bars_tables(&self, config: &HandConfig) -> bool {
        !Programs::any(config).is_some_and(|programs| programs.has_plugin())
    }

    fn encrypt_tables(&self, site: &mut Site<'_>, version: u32) -> Done<TableFacts> {
        tables::encrypt(site, version)
    }

    fn apply_access(&self, site: &Site<'_>, access: &Access) -> Done<bool> {
        configure::apply_access(site, access)
    }
}

fn log_path() -> String {
    format!("{DATA}/{BASE}/{LOG}")
}

fn log_tail(site: &Site<'_>, bytes: u64) -> std::io::Result<Vec<u8>> {
    site.folder.folder(DISK)?.foreign_tail(&log_path(), bytes)
}

/// Whether the end of a log is what the server writes once all its files are closed (`ER_SHUTDOWN_COMPLETE`).
fn shut_down(log: &str) -> bool {
    let last = log.strip_suffix('\n').and_then(|lines| lines.lines().next_back());
    last.is_some_and(|line| line.contains("[Note] ") && line.ends_with(": Shutdown complete"))
}

/// The line of a start's log that says why it ended: what its keys' endpoint answered, else the first error, a fatal one
/// before others. What the endpoint answered is repeated only where it refused: the plugin logs a malformed answer whole,
/// key and all.
fn told(log: &str) -> Option<String> {
    let plugin = |line: &str| {
        let (_, words) = line.split_once("hashicorp: ")?;
        let refused = words.starts_with("Hashicorp server error") || words.starts_with("curl returned");
        refused.then(|| format!("the keys of its tables were not given: {}", life::shortened(words)))
    };
    let error = |line: &str| {
        let (_, words) = line.split_once("[ERROR] ")?;
        let words = words.split("(http response is").next()?;
        Some(life::shortened(words.trim()).to_owned())
    };
    let fatal = |line: &str| error(line).filter(|words| words.starts_with("Fatal error"));
    log.lines()
        .find_map(plugin)
        .or_else(|| log.lines().find_map(fatal))
        .or_else(|| log.lines().find_map(error))
}

/// The last warning, where an end was not called an error.
fn warned(said: &str) -> Option<String> {
    let warning =
        |line: &str| line.split_once("[Warning] ").map(|(_, words)| life::shortened(words).to_owned());
    said.lines().filter_map(warning).next_back()
}

#[cfg(test)]
mod tests {
    use super::{shut_down, told};

    #[test]
    fn only_the_last_line_tells_of_an_end_in_order() {
        const LAST: &str = "2026-11-25 15:07:12 0 [Note] /usr/sbin/mariadbd: Shutdown complete";
        // (the end of a log, whether all was put away)
        let logs = [
            (format!("{LAST}\n"), true),
            (format!("15:07:12 0 [Note] InnoDB: Shutdown completed; log sequence number 46\n{LAST}\n"), true),
            (LAST.to_owned(), false),
            (format!("{LAST}\n15:07:13 0 [Note] Starting MariaDB\n"), false),
            ("15:07:12 0 [Note] /usr/sbin/mariadbd (initiated by: unknown): Normal shutdown\n".into(), false),
            ("15:07:12 3 [Warning] Access denied for user ': Shutdown complete'@'x'\n".into(), false),
            (String::new(), false),
            ("\n".into(), false),
        ];
        for (log, expected) in logs {
            assert_eq!(shut_down(&log), expected, "{log}");
        }
    }

    #[test]
    fn the_last_words_name_the_cause_and_no_key() {
        let check = |log: &str, expected: Option<&str>| assert_eq!(told(log).as_deref(), expected, "{log}");
        check("2026-11-24 22:57:49 0 [Note] InnoDB: Using io_uring\n", None);
        check(
            "22:57:49 0 [Warning] mariadbd: hashicorp: Hashicorp server error: 403, response: {\"errors\":[\"no\"]}\n\
             22:57:49 0 [ERROR] Aborting\n",
            Some(
                "the keys of its tables were not given: Hashicorp server error: 403, response: {\"errors\":[\"no\"]}",
            ),
        );
        check(
            "0 [ERROR] mariadbd: hashicorp: curl returned this error code: 52 with the following error message: Empty \
             reply from server\n",
            Some(
                "the keys of its tables were not given: curl returned this error code: 52 with the following error \
                 message: Empty reply from server",
            ),
        );
        check(
            "0 [ERROR] mariadbd: hashicorp: Unable to get metadata object (http response is: {\"data\":\"9c19\"})\n",
            Some("mariadbd: hashicorp: Unable to get metadata object"),
        );
        check(
            "0 [ERROR] Could not open mysql.plugin table\n0 [ERROR] Fatal error: Can't open and lock privilege tables\n",
            Some("Fatal error: Can't open and lock privilege tables"),
        );
        check(
            "0 [ERROR] Can't start server: Bind on TCP/IP port\n0 [ERROR] Aborting\n",
            Some("Can't start server: Bind on TCP/IP port"),
        );
    }
}
