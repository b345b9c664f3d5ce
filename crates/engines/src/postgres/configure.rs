//! The configuration: wholly ours, outside the data folder, not to be changed by the engine's own user.

use std::fmt::Write as _;

use rampart_rds::intent::{Access, EngineSetup, HandFailed};

use super::{PGDATA, hba, psql};
use crate::{
    conf,
    doing::{Doing, Done},
    folder::Folder,
    site::{RUN, Site},
};

pub(super) const NAME: &str = "postgresql.conf";
/// The server's own log, a folder in the data folder: it may hold rows, so it lies on the disk.
pub(super) const LOG: &str = "log";

const HBA: &str = "pg_hba.conf";
const IDENT: &str = "pg_ident.conf";
const CERTIFICATE: &str = "server.crt";
const KEY: &str = "server.key";
/// Connections kept for the hand.
const RESERVED: u16 = 3;

/// Writes every file that the server reads at its start.
pub(super) fn write(site: &Site<'_>, setup: &EngineSetup) -> Done {
    demand_short_socket(site, setup.port)?;
    write_access(site, &setup.access)?;
    conf::put(site, NAME, &settings(site, setup)?)?;
    // Settings made by ALTER SYSTEM would come after ours. No account can make any; nothing depends on that.
    let data = site
        .folder
        .folder("disk")
        .and_then(|disk| disk.folder("data"))
        .and_then(|data| data.folder("pgdata"));
    data.doing("open the data folder")?.remove("postgresql.auto.conf")
}

/// Puts an allow list in force; answers whether other listen addresses wait for a restart.
pub(super) fn apply_access(site: &Site<'_>, access: &Access) -> Done<bool> {
    write_access(site, access)?;
    // The settings are kept but for the two lines that access decides.
    let old = conf::get(site, NAME)?;
    let decided = |line: &str| line.starts_with("listen_addresses =") || line.starts_with("ssl");
    let mut new: String =
        old.lines().filter(|line| !decided(line)).fold(String::new(), |text, line| text + line + "\n");
    new += &access_settings(site, access)?;
    conf::put(site, NAME, &new)?;
    psql::run(site, "SELECT pg_reload_conf();\n")?;
    let waiting = psql::run(site, "SELECT count(*) FROM pg_settings WHERE pending_restart;\n")?;
    let refused = psql::run(site, "SELECT error FROM pg_hba_file_rules WHERE error IS NOT NULL LIMIT 1;\n")?;
    if !refused.trim().is_empty() {
        return Err(HandFailed::SettingRefused(refused.trim().to_owned()));
    }
    // The reload is told to the server by a signal, so its own word on waiting settings may come late: compare too.
    let listens =
        |text: &str| text.lines().find(|line| line.starts_with("listen_addresses =")).map(str::to_owned);
    Ok(waiting.trim() != "0" || listens(&old) != listens(&new))
}

/// Refuses a socket path that the system would cut.
pub(super) fn demand_short_socket(site: &Site<'_>, port: u16) -> Done {
    conf::demand_short_socket(site, &format!(".s.PGSQL.{port}"))
}

/// The log file written last, of the names in the log's folder.
pub(super) fn log_today(disk: &Folder, below: &str) -> Option<String> {
    let mut folder = disk.folder(below.split('/').next()?).ok()?;
    for name in below.split('/').skip(1) {
        folder = folder.folder(name).ok()?;
    }
    let written =
        |name: &String| folder.stat(name).ok().flatten().map(|stat| (stat.st_mtime, stat.st_mtime_nsec));
    folder.names().ok()?.into_iter().max_by_key(written)
}

fn settings(site: &Site<'_>, setup: &EngineSetup) -> Done<String> {
    let mut out = String::from(conf::HEAD);
    let mut set = |name: &str, value: &str| writeln!(out, "{name} = {}", quoted(value)).unwrap_or_default();
    let disk_mib = site.record.disk.map_or(1024, |disk| disk.size_mib);
    let memory = u64::from(setup.memory_mib.max(64));
    set("data_directory", &site.far(PGDATA).display().to_string());
    set("hba_file", &conf::path(site, HBA));
    set("ident_file", &conf::path(site, IDENT));
    set("cluster_name", site.id.as_str());
    set("port", &setup.port.to_string());
    set("unix_socket_directories", &site.far(RUN).display().to_string());
    set("unix_socket_permissions", "0700");
    set("max_connections", &(setup.connections_max.max(1).saturating_add(RESERVED)).to_string());
    set("superuser_reserved_connections", &RESERVED.to_string());
    set("password_encryption", "scram-sha-256");
    set("authentication_timeout", "20s");

    set("shared_buffers", &format!("{}MB", (memory / 4).max(16)));
    set("effective_cache_size", &format!("{}MB", (memory * 3 / 4).max(32)));
    set("maintenance_work_mem", &format!("{}MB", (memory / 16).clamp(16, 2048)));
    // The log between checkpoints must fit beside the data.
    set("max_wal_size", &format!("{}MB", (disk_mib / 8).clamp(48, 4096)));
    set("min_wal_size", &format!("{}MB", (disk_mib / 32).clamp(32, 1024)));

    set("logging_collector", "on");
    set("log_destination", "stderr");
    set("log_directory", LOG);
    set("log_filename", "postgresql-%a.log");
    set("log_file_mode", "0600");
    set("log_truncate_on_rotation", "on");
    set("log_rotation_age", "1d");
    set("log_rotation_size", "0");
    set("log_line_prefix", "%m [%p] %q%u@%d ");
    out += &access_settings(site, &setup.access)?;
    Ok(out)
}

fn access_settings(site: &Site<'_>, access: &Access) -> Done<String> {
    let listen: Vec<_> = access.listen.iter().map(ToString::to_string).collect();
    let mut out = format!("listen_addresses = {}\n", quoted(&listen.join(",")));
    if access.tls.is_some() {
        let path = |name: &str| quoted(&conf::path(site, name));
        out += "ssl = on\nssl_min_protocol_version = 'TLSv1.2'\n";
        out += &format!("ssl_cert_file = {}\nssl_key_file = {}\n", path(CERTIFICATE), path(KEY));
    } else {
        out += "ssl = off\n";
    }
    Ok(out)
}

fn write_access(site: &Site<'_>, access: &Access) -> Done {
    // Refused before anything is changed.
    let lines = hba::lines(access)?;
    if let Some(tls) = &access.tls {
        conf::put(site, CERTIFICATE, &tls.certificate_pem)?;
        conf::put(site, KEY, tls.key_pem.expose())?;
    }
    conf::put(site, IDENT, &hba::ident(site)?)?;
    conf::put(site, HBA, &lines)
}

/// A value as the configuration file takes it: PostgreSQL, Setting Parameters.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn values_cannot_leave_their_quotes() {
        for (value, expected) in [("a", "'a'"), ("a'b", "'a''b'"), ("a\\'b", "'a\\\\''b'"), ("", "''")] {
            assert_eq!(quoted(value), expected);
        }
    }
}
