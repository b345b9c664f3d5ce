//! `rampart serve`: the server in the foreground.

use std::{
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use rampart_server::{
    config::{Config, Databases, MARIADB_VERSION, Rates, SealChoice},
    limits::{CONNECTIONS_MAX, CONNECTIONS_PER_PEER_MAX, Limits},
};
use rampart_vocab::{AccountId, RegionId};

/// Run the server in the foreground until it is told to stop.
///
/// The first start founds an account and writes its root access key to DIR/root-credentials.json. Started as
/// root, the server gives root up at once and leaves a small helper process, the hand, which alone works on
/// disks and database processes. Databases outlive the server: stop both with `rampart stop --databases`.
#[derive(Args)]
pub(crate) struct Serve {
    /// Where everything lasting lies [default: RAMPART_DATA_DIR, else /var/lib/rampart as root and
    /// ~/.local/share/rampart for others]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Address to listen on; may be given again. Port 0 takes a free port and says which
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        env = "RAMPART_LISTEN",
        value_delimiter = ',',
        default_value = "127.0.0.1:8470"
    )]
    listen: Vec<SocketAddr>,
    /// A name by which clients reach the server: goes into its certificate and into connection strings
    #[arg(long, value_name = "NAME")]
    public_host: Vec<String>,
    /// The region whose name stands in resource names
    #[arg(long, default_value = "cn-hangzhou")]
    region: RegionId,
    /// The account to found at the first start [default: a number by chance]
    #[arg(long, value_name = "NUMBER")]
    account_id: Option<AccountId>,
    /// What opens the store: `file`, `file:PATH`, or `passphrase`
    #[arg(long, value_name = "PROVIDER", default_value = "file", value_parser = seal)]
    seal: Seal,
    /// Read the passphrase from this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Event loops to run [default: one a core]
    #[arg(long, value_name = "NUMBER")]
    cores: Option<usize>,
    /// An address whose X-Forwarded-For header is believed; may be given again
    #[arg(long, value_name = "ADDRESS")]
    trusted_proxy: Vec<std::net::IpAddr>,
    /// Answer plain http from elsewhere than loopback too; without it such requests are told to use https
    #[arg(long)]
    plain_http_anywhere: bool,
    /// Connections at a time; one more ends the one that has been idle longest
    #[arg(long, value_name = "NUMBER", default_value_t = CONNECTIONS_MAX)]
    connections: usize,
    /// Connections at a time from one address beyond the loopback and the trusted proxies
    #[arg(long, value_name = "NUMBER", default_value_t = CONNECTIONS_PER_PEER_MAX)]
    connections_per_peer: usize,
    /// Calls a second that one account may make, with all its users and roles [default: as many as it likes]
    #[arg(long, value_name = "NUMBER")]
    throttle: Option<NonZeroU32>,
    /// Calls a second that one access key may make [default: as many as it likes]
    #[arg(long, value_name = "NUMBER")]
    throttle_access_key: Option<NonZeroU32>,
    /// Address of the endpoint from which databases get the keys of their encrypted tables; may be given again.
    /// Databases of this machine use the first, servers attached elsewhere the others. Port 0 takes one that is chosen
    /// once and kept
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        env = "RAMPART_TABLE_KEYS_LISTEN",
        value_delimiter = ',',
        default_value = "127.0.0.1:0"
    )]
    table_keys_listen: Vec<SocketAddr>,
    /// Address on which databases listen; may be given again. Beyond loopback they take TLS only
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    database_listen: Vec<std::net::IpAddr>,
    /// First of the user ids given to database instances, one each
    #[arg(long, value_name = "UID", default_value_t = 470_000)]
    database_uid: u32,
    /// First of the TCP ports given to database instances, one each
    #[arg(long, value_name = "PORT", default_value_t = 15_432)]
    database_port: u16,
    /// The engine that serves instances of MySQL: `mariadb`, or `mariadb:VERSION` where another than 10.11 is
    /// installed. Clients see MySQL, attributes and events say what runs. Without it MySQL is refused
    #[arg(long, value_name = "ENGINE", env = "RAMPART_MYSQL_ENGINE", value_parser = mysql_engine)]
    mysql_engine: Option<MysqlEngine>,
}

/// What serves in MySQL's place: MariaDB, of this version.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MysqlEngine(Box<str>);

/// Reads `mariadb` or `mariadb:VERSION`.
fn mysql_engine(text: &str) -> Result<MysqlEngine, String> {
    let version = match text.split_once(':') {
        None if text == "mariadb" => MARIADB_VERSION,
        Some(("mariadb", version)) if is_version(version) => version,
        _ => return Err("write `mariadb`, or `mariadb:VERSION` such as `mariadb:10.11`".to_owned()),
    };
    Ok(MysqlEngine(version.into()))
}

fn is_version(text: &str) -> bool {
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(major, minor)| number(major) && number(minor))
}

/// Instances that one server may run: as many users and ports are set apart.
const INSTANCES_MAX: u16 = 1000;

/// What opens the store, as the command line names it.
#[derive(Clone)]
pub(crate) enum Seal {
    File(Option<PathBuf>),
    Passphrase,
}

/// Reads `file`, `file:PATH` or `passphrase`.
pub(crate) fn seal(text: &str) -> Result<Seal, String> {
    match text.split_once(':') {
        None if text == "file" => Ok(Seal::File(None)),
        None if text == "passphrase" => Ok(Seal::Passphrase),
        Some(("file", path)) if !path.is_empty() => Ok(Seal::File(Some(path.into()))),
        _ => Err("write `file`, `file:PATH` or `passphrase`".to_owned()),
    }
}

impl Seal {
    /// The choice for a data folder.
    pub(crate) fn choice(self, data_dir: &Path, passphrase_file: Option<PathBuf>) -> SealChoice {
        match self {
            Self::File(path) => SealChoice::File(path.unwrap_or_else(|| data_dir.join("root.key"))),
            Self::Passphrase => SealChoice::Passphrase(passphrase_file),
        }
    }
}

impl Serve {
    pub(crate) fn run(self) -> ExitCode {
        let data_dir = match self.data_dir.or_else(rampart_server::default_data_dir) {
            Some(data_dir) => data_dir,
            None => return complain("no data folder: there is no home folder; name one by --data-dir"),
        };
        let seal = self.seal.choice(&data_dir, self.passphrase_file);
        let ports = self.database_port..self.database_port.saturating_add(INSTANCES_MAX);
        let config = Config {
            data_dir,
            listen: self.listen,
            public_hosts: self.public_host,
            region: self.region,
            account: self.account_id,
            seal,
            cores: self.cores,
            trusted_proxies: self.trusted_proxy,
            plain_http_anywhere: self.plain_http_anywhere,
            limits: Limits {
                connections: self.connections,
                connections_per_peer: self.connections_per_peer,
                ..Limits::default()
            },
            throttle: Rates { account: self.throttle, access_key: self.throttle_access_key },
            table_keys: self.table_keys_listen,
            databases: Databases {
                listen: self.database_listen,
                users: self.database_uid..self.database_uid.saturating_add(INSTANCES_MAX.into()),
                ports,
                mysql: self.mysql_engine.map(|engine| engine.0),
            },
        };
        match rampart_server::serve(config) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failed) => complain(&failed.to_string()),
        }
    }
}

/// What the hand's process does.
pub(crate) fn hand() -> ExitCode {
    match rampart_server::hand() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => complain(&failed),
    }
}

#[expect(clippy::print_stderr, reason = "a command's complaint belongs on the standard error")]
pub(crate) fn complain(text: &str) -> ExitCode {
    eprintln!("rampart: {text}");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mysqls_place_is_taken_by_mariadb_of_a_version() {
        for (text, version) in [
            ("mariadb", Some("10.11")),
            ("mariadb:11.8", Some("11.8")),
            ("mariadb:", None),
            ("mariadb:11", None),
            ("mariadb:11.x", None),
            ("mariadb:1111.1", None),
            ("mysql", None),
            ("", None),
        ] {
            let read = mysql_engine(text).ok().map(|engine| engine.0);
            assert_eq!(read.as_deref(), version, "{text}");
        }
    }
}
