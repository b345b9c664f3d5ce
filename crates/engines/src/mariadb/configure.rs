//! The configuration: wholly ours, outside the data folder, not to be changed by the engine's own user.

use std::{fmt::Write as _, path::PathBuf};

use rampart_rds::intent::{Access, Cidr, EngineSetup, HandFailed, TableKeySource};

use super::{
    BASE, DATADIR, LOG, NOTHING, SOCKET, TEMPORARY, TMP, accounts,
    client::{identifier, literal},
    doors, install,
};
use crate::{
    conf,
    doing::{Doing, Done},
    site::{DATA, DISK, RUN, Site},
    volume,
};

pub(super) const NAME: &str = "mariadb.cnf";
/// What the server carries out before anybody may connect.
const FIRST: &str = "first.sql";
/// The networks that may connect.
const ALLOWED: &str = "allowed";
const CERTIFICATE: &str = "server.crt";
const KEY: &str = "server.key";
/// What the server was started with of that which access decides.
const STARTED: &str = "started";
const AUTHORITY: &str = "tables-ca.crt";

/// For how long the plugin answers from its cache before it asks again: a hundred years of the process' own time
/// (`clock()`). What asks it again sooner is [`super::tables`].
pub(super) const CACHE_MILLISECONDS: u64 = 100 * 365 * 86_400_000;

/// Writes every file that the server reads at its start.
pub(super) fn write(site: &Site<'_>, setup: &EngineSetup) -> Done {
    conf::demand_short_socket(site, SOCKET)?;
    doors::demand_possible(&setup.access)?;
    write_access(site, &setup.access)?;
    if let Some(tables) = &setup.tables {
        conf::put(site, AUTHORITY, &tables.ca_pem)?;
    }
    conf::put(site, FIRST, &first(site)?)?;
    let temporary = temporary(site, setup)?.display().to_string();
    conf::put(site, NAME, &settings(site, setup, &temporary))?;
    conf::put(site, STARTED, &access_settings(site, &setup.access))?;
    // The log is one start's.
    let data = site.folder.folder(DISK).and_then(|disk| disk.folder(DATA)).and_then(|data| data.folder(BASE));
    let data = data.doing("open the data folder")?;
    if data.stat(LOG)?.is_some() { data.rename(LOG, &format!("{LOG}.before")) } else { Ok(()) }
}

/// Where temporary files go. Internal temporary tables that do not fit into memory are written in the clear by MariaDB 10.11, whatever
/// `encrypt_tmp_disk_tables` says: `maria_create` encrypts what its caller asks it to, and `create_internal_tmp_table` does not ask.
fn temporary(site: &Site<'_>, setup: &EngineSetup) -> Done<PathBuf> {
    let own = site.far(TEMPORARY);
    let Some(scratch) = setup.tables.as_ref().and_then(|_| volume::renew_scratch(site).transpose()) else {
        return Ok(own);
    };
    // What was left there by an engine that was killed nobody else would remove.
    let open = || site.folder.folder(DISK)?.folder(DATA)?.folder(BASE)?.folder(TMP);
    let left = open().doing("open the folder of temporary files")?;
    for name in left.names().doing("read the folder of temporary files")? {
        left.remove(&name)?;
    }
    scratch
}

/// Puts an allow list in force; answers whether other listen addresses or encryption wait for a restart.
pub(super) fn apply_access(site: &Site<'_>, access: &Access) -> Done<bool> {
    doors::demand_possible(access)?;
    let old = conf::get(site, NAME)?;
    write_access(site, access)?;
    // The settings are kept but for those that access decides.
    let (kept, decided) = old.split_once(ACCESS).unwrap_or((&old, ""));
    let (decided, rest) = decided.split_once(AFTER).unwrap_or((decided, ""));
    let new = access_settings(site, access);
    conf::put(site, NAME, &format!("{kept}{ACCESS}{new}{AFTER}{rest}"))?;
    accounts::let_in(site, &access.allowed)?;
    // Not what the file held: that may have been changed for an answer that nobody got.
    let started = match conf::get(site, STARTED) {
        Err(HandFailed::NotInitialised) => decided.to_owned(),
        read => read?,
    };
    Ok(started != new)
}

/// The networks that may connect now.
pub(super) fn allowed(site: &Site<'_>) -> Done<Vec<Cidr>> {
    Ok(conf::get(site, ALLOWED)?.lines().filter_map(|line| line.parse().ok()).collect())
}

const ACCESS: &str = "# access\n";
const AFTER: &str = "# after access\n";

fn settings(site: &Site<'_>, setup: &EngineSetup, temporary: &str) -> String {
    let mut out = format!("{}[mariadbd]\n", conf::HEAD);
    let mut set = |name: &str, value: &str| writeln!(out, "{name} = {}", quoted(value)).unwrap_or_default();
    let disk_mib = site.record.disk.map_or(1024, |disk| disk.size_mib);
    let memory = u64::from(setup.memory_mib.max(64));
    let far = |name: &str| site.far(name).display().to_string();
    set("datadir", &far(DATADIR));
    set("tmpdir", temporary);
    set("log_error", &format!("{}/{LOG}", far("disk/data/mariadb")));
    set("secure_file_priv", &far(NOTHING));
    set("socket", &site.far(RUN).join(SOCKET).display().to_string());
    set("pid_file", &site.far(RUN).join("pid").display().to_string());
    set("init_file", &conf::path(site, FIRST));
    set("port", &setup.port.to_string());

    // Names of hosts are never asked of anybody, and no file moves between client and server.
    set("skip_name_resolve", "on");
    set("local_infile", "off");
    set("symbolic_links", "off");
    set("automatic_sp_privileges", "off");
    set("enforce_storage_engine", "InnoDB");
    set("default_storage_engine", "InnoDB");
    set("character_set_server", "utf8mb4");
    set("performance_schema", "off");
    set("general_log", "off");
    set("slow_query_log", "off");

    // One more is kept for whoever may administer connections, which is the hand alone.
    set("max_connections", &setup.connections_max.max(1).to_string());
    set("innodb_buffer_pool_size", &format!("{}M", (memory / 2).max(16)));
    set("aria_pagecache_buffer_size", "8M");
    set("key_buffer_size", "64K");
    set("query_cache_type", "off");
    set("innodb_log_file_size", &format!("{}M", (disk_mib / 16).clamp(8, 1024)));
    set("innodb_undo_log_truncate", "on");
    // Freed pages are wiped, in every engine: those freed in the clear would be passed over when tables are encrypted later.
    set("innodb_immediate_scrub_data_uncompressed", "on");

    set("log_bin", "binlog");
    set("binlog_format", "row");
    // A commit is acknowledged once InnoDB's own log says so on the disk. At 1 the log of changes alone says so at first: one killed
    // after it closed that log, in a shutdown, would not start again, and one that lost its power would lose the commit.
    set("innodb_flush_log_at_trx_commit", "3");
    set("binlog_expire_logs_seconds", "86400");
    // Nobody has SUPER, and rows in the log are no statements that a replica could carry out otherwise.
    set("log_bin_trust_function_creators", "on");
    set("max_binlog_size", &format!("{}M", (disk_mib / 64).clamp(1, 128)));

    out += ACCESS;
    out += &access_settings(site, &setup.access);
    out += AFTER;
    if let Some(tables) = &setup.tables {
        out += &table_settings(site, tables);
    }
    out
}

fn access_settings(site: &Site<'_>, access: &Access) -> String {
    let listen: Vec<_> = access.listen.iter().map(ToString::to_string).collect();
    let mut out = if listen.is_empty() {
        "skip_networking = on\n".to_owned()
    } else {
        format!("bind_address = {}\n", quoted(&listen.join(",")))
    };
    if access.tls.is_some() {
        let path = |name: &str| quoted(&conf::path(site, name));
        out += &format!("ssl_cert = {}\nssl_key = {}\n", path(CERTIFICATE), path(KEY));
        out += "tls_version = \"TLSv1.2,TLSv1.3\"\n";
    }
    out
}

/// Everything that MariaDB can encrypt, by a plugin that asks our endpoint for the keys.
fn table_settings(site: &Site<'_>, tables: &TableKeySource) -> String {
    let mut out = String::new();
    let mut set = |name: &str, value: &str| writeln!(out, "{name} = {}", quoted(value)).unwrap_or_default();
    set("plugin_maturity", "gamma");
    set("plugin_load_add", install::PLUGIN);
    let mut plugin = |name: &str, value: &str| set(&format!("{}_{name}", install::PLUGIN), value);
    plugin("vault_url", &format!("https://{}/v1/{}", tables.endpoint, site.id));
    plugin("vault_ca", &conf::path(site, AUTHORITY));
    plugin("timeout", "10");
    plugin("max_retries", "1");
    plugin("caching_enabled", "on");
    plugin("use_cache_on_timeout", "on");
    plugin("cache_timeout", &CACHE_MILLISECONDS.to_string());
    plugin("cache_version_timeout", &CACHE_MILLISECONDS.to_string());

    set("innodb_encrypt_tables", "FORCE");
    set("innodb_encrypt_log", "on");
    set("innodb_encrypt_temporary_tables", "on");
    set("innodb_encryption_threads", "2");
    set("innodb_encryption_rotate_key_age", "1");
    set("aria_encrypt_tables", "on");
    set("encrypt_tmp_disk_tables", "on");
    set("encrypt_tmp_files", "on");
    set("encrypt_binlog", "on");
    // The token, from the pipe on standard input.
    out += "!include /proc/self/fd/0\n";
    out
}

/// What the server reads there.
pub(super) fn whispered(tables: &TableKeySource) -> zeroize::Zeroizing<String> {
    let token = tables.token.expose();
    zeroize::Zeroizing::new(format!("[mariadbd]\n{}_token = {}\n", install::PLUGIN, quoted(token)))
}

fn write_access(site: &Site<'_>, access: &Access) -> Done {
    if let Some(tls) = &access.tls {
        conf::put(site, CERTIFICATE, &tls.certificate_pem)?;
        conf::put(site, KEY, tls.key_pem.expose())?;
    }
    let lines = access.allowed.iter().fold(String::new(), |lines, network| format!("{lines}{network}\n"));
    conf::put(site, ALLOWED, &lines)
}

/// The instance's system user rules the engine over the control socket, and it alone. Every other entry is locked until
/// the hand has seen to it that those of networks no longer allowed stay so.
fn first(site: &Site<'_>) -> Done<String> {
    let user = site.owner_name()?;
    let (name, text) = (identifier(&user), literal(&user));
    Ok(format!(
        "SET SESSION sql_log_bin = 0;\n\
         CREATE USER IF NOT EXISTS {name}@localhost IDENTIFIED VIA unix_socket;\n\
         ALTER USER {name}@localhost IDENTIFIED VIA unix_socket;\n\
         GRANT ALL PRIVILEGES ON *.* TO {name}@localhost WITH GRANT OPTION;\n\
         DELETE FROM mysql.proxies_priv;\n\
         UPDATE mysql.global_priv SET Priv = JSON_SET(Priv, '$.account_locked', 1 = 1) \
         WHERE NOT (User = {text} AND Host = 'localhost');\n\
         FLUSH PRIVILEGES;\n"
    ))
}

/// A value as the configuration file takes it: MariaDB, Option Files.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn values_cannot_leave_their_quotes() {
        for (value, expected) in
            [("a", "\"a\""), ("a # b", "\"a # b\""), ("a\"b", "\"a\\\"b\""), ("a\\", "\"a\\\\\"")]
        {
            assert_eq!(quoted(value), expected);
        }
    }
}
