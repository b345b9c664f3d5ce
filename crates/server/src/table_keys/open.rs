//! How the endpoint comes up: its address, its certificates, and the tokens that it must know before it says a word.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    ops::Range,
    sync::Arc,
};

use rampart_rds::table_keys::{AttachedServers, last_tokens};
use rampart_seal::SystemEntropy;
use rampart_store::{Store, StoreFailed};
use rampart_vocab::ServerId;
use tokio::sync::watch;

use super::{
    Certificates, TableKeys, Told,
    address::{self, TableKeysUnbound},
    door::{Door, OpenDoor},
    peer::ask_kernel,
};
use crate::{
    SystemClock,
    tls::{Authority, TlsFailed},
};

/// Why there is no endpoint for table keys.
#[derive(Debug, thiserror::Error)]
pub enum TableKeysFailed {
    /// It has no address.
    #[error(transparent)]
    Unbound(#[from] TableKeysUnbound),
    /// The tokens of engines that run cannot be read.
    #[error(transparent)]
    Read(#[from] StoreFailed),
    /// It has no certificate.
    #[error(transparent)]
    Tls(#[from] TlsFailed),
}

/// What the endpoint is set up with.
pub(crate) struct Setting<'a> {
    pub(crate) store: &'a Store,
    pub(crate) server: ServerId,
    /// Where to listen. Engines of this machine are told the first.
    pub(crate) listen: &'a [SocketAddr],
    /// Ports that are databases'.
    pub(crate) ports_taken: &'a Range<u16>,
    pub(crate) public_hosts: &'a [String],
    pub(crate) authority: &'a Arc<Authority>,
    /// Who opens the keys of attached servers.
    pub(crate) servers: Arc<dyn AttachedServers>,
    pub(crate) stop: watch::Receiver<bool>,
}

/// The endpoint, both sides.
pub(crate) struct Endpoint {
    pub(crate) desk: Arc<TableKeys>,
    pub(crate) door: OpenDoor,
    pub(crate) addresses: Vec<SocketAddr>,
    /// Where it was before this start.
    pub(crate) left: Vec<SocketAddr>,
}

/// Sets the endpoint up. The tokens of engines that may be running are read before the first connection is taken: holding
/// answers back until the reconciler has been everywhere would let one slow instance keep all the others waiting.
///
/// # Errors
/// [`TableKeysFailed`].
pub(crate) async fn open(setting: Setting<'_>) -> Result<Endpoint, TableKeysFailed> {
    let Setting { store, server, listen, ports_taken, public_hosts, authority, servers, stop } = setting;
    let awaited = last_tokens(store, server).await?;
    let bound = address::bind(store, server, listen, ports_taken, &SystemEntropy).await?;
    let addresses: Vec<SocketAddr> = bound.iter().map(|bound| bound.address).collect();
    let left = bound.iter().filter_map(|bound| bound.left).collect();
    let told = addresses
        .first()
        .map(|address| Told { endpoint: from_here(*address), ca_pem: authority.certificate_pem.clone() });
    let desk = Arc::new(TableKeys::new(told, awaited, Some(servers), Box::new(SystemEntropy)));
    let certificates = Arc::new(Certificates {
        authority: Arc::clone(authority),
        public_hosts: public_hosts.to_vec(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    });
    let door = Door { desk: Arc::clone(&desk), bound, certificates, users: ask_kernel, stop }.open()?;
    Ok(Endpoint { desk, door, addresses, left })
}

/// How an address is dialled on this machine.
pub(crate) fn from_here(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_told_an_address_that_can_be_dialled() {
        for (address, expected) in [
            ("127.0.0.1:9", "127.0.0.1:9"),
            ("0.0.0.0:9", "127.0.0.1:9"),
            ("[::]:9", "[::1]:9"),
            ("192.0.2.1:9", "192.0.2.1:9"),
        ] {
            assert_eq!(from_here(address.parse().unwrap()).to_string(), expected);
        }
    }
}
