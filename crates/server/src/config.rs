//! What a server is told at its start.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

pub use rampart_api::Rates;
pub use rampart_rds::instances::MARIADB_VERSION;
use rampart_vocab::{AccountId, RegionId};

use crate::limits::Limits;

/// Everything that a server is told; the command line and the configuration file end up here.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where everything lasting lies.
    pub data_dir: PathBuf,
    /// Addresses to listen on; port 0 takes a free one, which the start message names.
    pub listen: Vec<SocketAddr>,
    /// Names, beside the loopback's, by which clients reach the server: they go into certificates and
    /// connection strings.
    pub public_hosts: Vec<String>,
    /// The region whose name stands in ARNs.
    pub region: RegionId,
    /// The account to found at the first start; by default a number by chance.
    pub account: Option<AccountId>,
    /// Where the root key comes from.
    pub seal: SealChoice,
    /// Most event loops; by default one a core.
    pub cores: Option<usize>,
    /// Addresses of proxies whose word on the client's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// Plain http from elsewhere than loopback is refused, unless this says otherwise.
    pub plain_http_anywhere: bool,
    /// What callers may hold.
    pub limits: Limits,
    /// How often they may call.
    pub throttle: Rates,
    /// Addresses of the endpoint for table keys; port 0 is one that is chosen once and kept. Engines of this machine
    /// are told the first.
    pub table_keys: Vec<SocketAddr>,
    /// What databases may use.
    pub databases: Databases,
}

/// What databases may use of this machine.
#[derive(Clone, Debug)]
pub struct Databases {
    /// Addresses on which engines listen; beyond loopback they show a certificate and refuse plain connections.
    pub listen: Vec<IpAddr>,
    /// User ids for instances, one each.
    pub users: std::ops::Range<u32>,
    /// TCP ports for instances, one each.
    pub ports: std::ops::Range<u16>,
    /// The version of MariaDB that serves in MySQL's place; without one instances of MySQL are refused.
    pub mysql: Option<Box<str>>,
}

/// Where the root key comes from.
#[derive(Clone, Debug)]
pub enum SealChoice {
    /// A file with mode 0600, made at the first start.
    File(PathBuf),
    /// A passphrase, read from this file or, without one, asked for on the terminal.
    Passphrase(Option<PathBuf>),
}
