//! Where the endpoint is found: its ports are chosen once and kept, since engines that run know no other.

use std::{
    io,
    net::{IpAddr, SocketAddr, TcpListener},
    ops::{Range, RangeInclusive},
};

use rampart_store::{CommitFailed, Store, StoreFailed, Unknown, path, record};
use rampart_vocab::{Entropy, ServerId, chance};

/// Ports to choose from. Below what systems give to outgoing connections, so that none of those has our port while
/// the server is down.
const PORTS: RangeInclusive<u16> = 20_000..=29_999;
/// What Linux gives to outgoing connections.
const OUTGOING_FILE: &str = "/proc/sys/net/ipv4/ip_local_port_range";
/// How often another port is tried.
const TRIES_MAX: usize = 256;
/// Connections that may wait to be accepted.
const BACKLOG: i32 = 256;

record! {
    /// The port that was chosen for an address: one row each.
    pub(crate) struct TableKeysPort (kind = 0x0503, version = 1) {
        /// The port.
        1 => pub port: u16,
    }
}

/// Why the endpoint has no address.
#[derive(Debug, thiserror::Error)]
pub enum TableKeysUnbound {
    /// A port that somebody named.
    #[error("cannot listen on {address} for table keys: {error}; name another by --table-keys-listen")]
    Named {
        /// Which.
        address: SocketAddr,
        /// What the system said.
        error: io::Error,
    },
    /// None of many ports.
    #[error("no port of {address} is free for table keys: {error}; name one by --table-keys-listen")]
    NoneFree {
        /// Where.
        address: IpAddr,
        /// What the system said of the last one.
        error: io::Error,
    },
    /// Rows cannot be read.
    #[error(transparent)]
    Read(#[from] StoreFailed),
    /// Rows cannot be written.
    #[error(transparent)]
    Write(#[from] CommitFailed),
}

/// A socket that listens, and where.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) listener: TcpListener,
    pub(crate) address: SocketAddr,
    /// Where it was before, which somebody else has now.
    pub(crate) left: Option<SocketAddr>,
}

/// Binds every address. A port 0 means the one that was chosen before, or is chosen now, outside `taken`.
pub(crate) async fn bind(
    store: &Store,
    server: ServerId,
    wanted: &[SocketAddr],
    taken: &Range<u16>,
    entropy: &dyn Entropy,
) -> Result<Vec<Bound>, TableKeysUnbound> {
    let mut all = Vec::new();
    for &address in wanted {
        all.push(match address.port() {
            0 => kept(store, server, address.ip(), taken, entropy).await?,
            _ => listen(address).map_err(|error| TableKeysUnbound::Named { address, error })?,
        });
    }
    Ok(all)
}

async fn kept(
    store: &Store,
    server: ServerId,
    ip: IpAddr,
    taken: &Range<u16>,
    entropy: &dyn Entropy,
) -> Result<Bound, TableKeysUnbound> {
    let row = path!["table-keys-port", server, ip];
    let mut txn = store.begin();
    let mut left = None;
    if let Some(kept) = txn.get::<TableKeysPort>(&row).await? {
        let address = SocketAddr::new(ip, kept.port);
        match listen(address) {
            Ok(bound) => return Ok(bound),
            Err(error) => {
                left = Some(address);
                tracing::warn!(
                    %address, %error,
                    "the endpoint for table keys must move: databases with encrypted tables that run go on with the \
                     keys they have, and cannot be given new ones before their next start; attached servers need \
                     what `rampart tde renew` writes"
                );
            }
        }
    }
    let outgoing = outgoing(&std::fs::read_to_string(OUTGOING_FILE).unwrap_or_default());
    let mut bound = Err(io::ErrorKind::AddrInUse.into());
    for _ in 0..TRIES_MAX {
        let port = by_chance(entropy);
        if !taken.contains(&port) && !outgoing.as_ref().is_some_and(|outgoing| outgoing.contains(&port)) {
            bound = listen(SocketAddr::new(ip, port));
        }
        if bound.is_ok() {
            break;
        }
    }
    // A machine may give all of ours to outgoing connections: then one of those.
    let bound = bound.or_else(|_| listen(SocketAddr::new(ip, 0)));
    let bound = bound.map_err(|error| TableKeysUnbound::NoneFree { address: ip, error })?;
    txn.put(&row, TableKeysPort { port: bound.address.port(), unknown: Unknown::NONE });
    txn.commit().await?;
    Ok(Bound { left, ..bound })
}

/// A socket that has its address alone: two servers on one port would answer each other's engines.
pub(super) fn listen(address: SocketAddr) -> io::Result<Bound> {
    use socket2::{Domain, Protocol, Socket, Type};
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // Past connections that linger are no reason to move.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    let listener = TcpListener::from(socket);
    let address = listener.local_addr()?;
    Ok(Bound { listener, address, left: None })
}

fn by_chance(entropy: &dyn Entropy) -> u16 {
    let span = u64::from(PORTS.end() - PORTS.start()) + 1;
    let offset = u64::from_le_bytes(chance::array(entropy)) % span;
    PORTS.start().saturating_add(u16::try_from(offset).unwrap_or_default())
}

/// Two numbers: the first port and the last.
fn outgoing(text: &str) -> Option<RangeInclusive<u16>> {
    let mut numbers = text.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(first)), Some(Ok(last))) => Some(first..=last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    const LOOPBACK: &[SocketAddr] = &[SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0)];

    struct Server {
        store: Store,
        id: ServerId,
        entropy: SeededEntropy,
    }

    impl Server {
        fn new() -> Self {
            let entropy = SeededEntropy::new(u64::from(std::process::id()));
            let id = ServerId::from_bytes([7; 16]);
            Self { store: Store::in_memory(1), id, entropy }
        }

        async fn bind(&self, wanted: &[SocketAddr]) -> Result<Vec<Bound>, TableKeysUnbound> {
            bind(&self.store, self.id, wanted, &(0..0), &self.entropy).await
        }
    }

    #[tokio::test]
    async fn a_port_is_chosen_once_and_found_again() {
        let server = Server::new();
        let first = server.bind(LOOPBACK).await.unwrap().remove(0);
        let address = first.address;
        assert!(PORTS.contains(&address.port()), "{address}");
        drop(first);
        assert_eq!(server.bind(LOOPBACK).await.unwrap()[0].address, address);
    }

    #[tokio::test]
    async fn a_port_that_somebody_took_is_given_up_for_another_that_is_kept() {
        let server = Server::new();
        let squatter = server.bind(LOOPBACK).await.unwrap();
        let moved = server.bind(LOOPBACK).await.unwrap().remove(0);
        let address = moved.address;
        assert_ne!(address, squatter[0].address);
        assert_eq!(moved.left, Some(squatter[0].address));
        drop(squatter);
        drop(moved);
        let again = server.bind(LOOPBACK).await.unwrap().remove(0);
        assert_eq!((again.address, again.left), (address, None));
    }

    #[tokio::test]
    async fn a_named_port_is_taken_or_refused_and_two_share_none() {
        let server = Server::new();
        let bound = server.bind(LOOPBACK).await.unwrap().remove(0);
        let named = [bound.address];
        let refused = server.bind(&named).await.unwrap_err();
        assert!(matches!(refused, TableKeysUnbound::Named { .. }), "{refused}");
        drop(bound);
        assert_eq!(server.bind(&named).await.unwrap()[0].address, named[0]);
    }

    #[test]
    fn chance_stays_within_the_ports() {
        let entropy = SeededEntropy::new(3);
        let ports: Vec<u16> = (0..4096).map(|_| by_chance(&entropy)).collect();
        assert!(ports.iter().all(|port| PORTS.contains(port)));
        assert!(ports.iter().any(|port| *port < 20_100) && ports.iter().any(|port| *port > 29_900));
    }

    #[test]
    fn the_ports_of_outgoing_connections_are_read() {
        for (text, expected) in
            [("32768\t60999\n", Some(32_768..=60_999)), ("", None), ("1024", None), ("a b", None)]
        {
            assert_eq!(outgoing(text), expected, "{text}");
        }
    }
}
