//! Listeners: one socket a core on the same address, plain http and TLS told apart by the first byte.
//!
//! What a request means is not known here; it goes to the core's front as bytes and comes back as bytes. What a caller
//! may hold meanwhile is kept here: places, time and memory, by the limits of `crate::limits`.

mod body;
mod connection;
mod head_lines;
mod house;
mod metered;
mod one_host;
mod outgoing;
mod sockets;
#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, rc::Rc, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{Response, http::request::Parts};
use rampart_wire::RequestRefused;
use rustls::ServerConfig;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use connection::Connection;
pub(crate) use house::{House, Peers};
pub(crate) use outgoing::Outgoing;
pub(crate) use sockets::bind_all;

/// How long nobody is taken when there is no descriptor for the next: connections that were ended are closed meanwhile.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What the network needs to know of the world behind it.
pub(crate) trait Answers {
    /// Answers one request.
    async fn answer(&self, request: Arrived) -> Answered;

    /// Says why a request is not even looked at.
    fn turn_away(&self, head: &Parts, turned: Turned) -> Response<Full<bytes::Bytes>>;
}

/// One request as it arrived, wholly read.
pub(crate) struct Arrived {
    pub(crate) head: Parts,
    pub(crate) body: bytes::Bytes,
    /// The body was longer than anything we take; it was not kept.
    pub(crate) too_long: bool,
    pub(crate) peer: SocketAddr,
    pub(crate) secure: bool,
}

/// What becomes of it.
pub(crate) struct Answered {
    pub(crate) response: Response<Outgoing>,
    /// Whether it came from somebody whose signature held.
    pub(crate) known: bool,
}

/// Why a request is not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// It can be read in two ways.
    Odd(RequestRefused),
    /// There are too many, or too many bytes of them.
    Busy,
}

/// Where connections come from.
pub(crate) trait Accept {
    /// The next one.
    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
}

impl Accept for TcpListener {
    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        Self::accept(self).await
    }
}

/// Serves until `stop` resolves; then takes no more connections and lets the open requests end.
pub(crate) async fn serve<A: Answers + 'static>(
    listener: impl Accept,
    tls: Arc<ServerConfig>,
    body_bytes_max: usize,
    answers: Rc<A>,
    house: Rc<House>,
    mut stop: tokio::sync::watch::Receiver<bool>,
) {
    let acceptor = TlsAcceptor::from(tls);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let Some(seat) = house.enter(peer.ip()) else { continue };
                let task = seat.task();
                let connection = Connection {
                    peer,
                    body_bytes_max,
                    acceptor: acceptor.clone(),
                    answers: Rc::clone(&answers),
                    stop: stop.clone(),
                };
                task(connections.spawn_local(connection.run(stream, seat)));
            }
            Err(error) if is_the_callers(&error) => {}
            // Out of descriptors, most likely. Whoever is idle gives one back, and the loop has time to close it.
            Err(error) => {
                tracing::debug!(%error, "cannot accept a connection");
                house.count(|tally| tally.unaccepted += 1);
                house.give_way(|_| true);
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Whether a connection broke before we took it: nothing to wait for.
fn is_the_callers(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}
