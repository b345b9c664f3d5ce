//! Listening sockets: the same addresses for each core, and nobody else's.

use std::{io, net::SocketAddr};

/// Listening sockets: the same addresses for each core.
pub(crate) struct Sockets {
    pub(crate) per_core: Vec<Vec<std::net::TcpListener>>,
    pub(crate) addresses: Vec<SocketAddr>,
}

/// Binds every address once a core.
///
/// # Errors
/// The address that is not to be had, and what the system says.
pub(crate) fn bind_all(wanted: &[SocketAddr], cores: usize) -> Result<Sockets, (SocketAddr, io::Error)> {
    let failed = |address, error| (address, error);
    let mut sockets = Sockets { per_core: Vec::new(), addresses: Vec::new() };
    let mut first = Vec::new();
    for &address in wanted {
        // Alone at first: another process of ours on the same port must be an error, not a rival for connections.
        claim(address).map_err(|error| failed(address, error))?;
        let socket = bind(address).map_err(|error| failed(address, error))?;
        sockets.addresses.push(socket.local_addr().map_err(|error| failed(address, error))?);
        first.push(socket);
    }
    sockets.per_core.push(first);
    for _ in 1..cores {
        let more =
            sockets.addresses.iter().map(|&address| bind(address).map_err(|error| failed(address, error)));
        let more = more.collect::<Result<_, _>>()?;
        sockets.per_core.push(more);
    }
    Ok(sockets)
}

/// Makes sure that nobody listens on an address, not even another process of the same user.
fn claim(address: SocketAddr) -> io::Result<()> {
    use socket2::{Domain, Protocol, Socket, Type};
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())
}

/// A socket that shares its address with those of the other cores.
fn bind(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    use socket2::{Domain, Protocol, Socket, Type};
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(1024)?;
    Ok(socket.into())
}
