//! Listeners: one socket a core on the same address, plain http and TLS told apart by the first byte.
//!
//! What a request means is not known here; it goes to the core's front as bytes and comes back as bytes.

use std::{io, net::SocketAddr, rc::Rc, sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

/// How long a client may take to send its request head.
const HEAD_SECONDS_MAX: u64 = 10;
/// How long a client may take to send its body.
const BODY_SECONDS_MAX: u64 = 30;
/// How long a TLS handshake may take, and the first byte of a connection.
const HANDSHAKE_SECONDS_MAX: u64 = 10;
/// Bytes of a request head: clients send session tokens by GET.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// The first byte of every TLS handshake record (RFC 8446 §5.1).
const TLS_HANDSHAKE: u8 = 22;

/// What the network needs to know of the world behind it.
pub(crate) trait Answers {
    /// Answers one request.
    async fn answer(&self, request: Arrived) -> Response<Full<bytes::Bytes>>;
}

/// One request as it arrived, wholly read.
pub(crate) struct Arrived {
    pub(crate) head: hyper::http::request::Parts,
    pub(crate) body: bytes::Bytes,
    /// The body was longer than anything we take; it was not kept.
    pub(crate) too_long: bool,
    pub(crate) peer: SocketAddr,
    pub(crate) secure: bool,
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

/// Serves until `stop` resolves; then takes no more connections and lets the open requests end.
pub(crate) async fn serve<A: Answers + 'static>(
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    body_bytes_max: usize,
    answers: Rc<A>,
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
                let connection = Connection {
                    peer,
                    body_bytes_max,
                    acceptor: acceptor.clone(),
                    answers: Rc::clone(&answers),
                    stop: stop.clone(),
                };
                connections.spawn_local(connection.run(stream));
            }
            // Out of descriptors, most likely: give the open connections a moment to end.
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

struct Connection<A> {
    peer: SocketAddr,
    body_bytes_max: usize,
    acceptor: TlsAcceptor,
    answers: Rc<A>,
    stop: tokio::sync::watch::Receiver<bool>,
}

impl<A: Answers + 'static> Connection<A> {
    async fn run(self, stream: TcpStream) {
        let patience = Duration::from_secs(HANDSHAKE_SECONDS_MAX);
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot switch off delay");
        }
        let mut first = [0];
        let Ok(Ok(1)) = tokio::time::timeout(patience, stream.peek(&mut first)).await else { return };
        if first == [TLS_HANDSHAKE] {
            match tokio::time::timeout(patience, self.acceptor.accept(stream)).await {
                Ok(Ok(stream)) => self.speak(stream, true).await,
                Ok(Err(error)) => tracing::debug!(peer = %self.peer, %error, "no TLS session"),
                Err(_) => tracing::debug!(peer = %self.peer, "no TLS session in time"),
            }
        } else {
            self.speak(stream, false).await;
        }
    }

    async fn speak(
        mut self,
        stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
        secure: bool,
    ) {
        let (peer, limit, answers) = (self.peer, self.body_bytes_max, Rc::clone(&self.answers));
        let service = service_fn(move |request: Request<Incoming>| {
            let answers = Rc::clone(&answers);
            async move {
                let (head, body) = request.into_parts();
                let (body, too_long) = read_body(body, limit).await?;
                let arrived = Arrived { head, body, too_long, peer, secure };
                Ok::<_, BodyLost>(answers.answer(arrived).await)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(HEAD_SECONDS_MAX))
            .max_buf_size(HEAD_BYTES_MAX)
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = self.stop.wait_for(|stop| *stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%peer, %error, "connection ended early");
        }
    }
}

/// A body that never came whole; the connection ends, since nobody knows where the next request begins.
#[derive(Debug, thiserror::Error)]
#[error("the request body did not arrive")]
struct BodyLost;

async fn read_body(body: Incoming, limit: usize) -> Result<(bytes::Bytes, bool), BodyLost> {
    let read = Limited::new(body, limit).collect();
    match tokio::time::timeout(Duration::from_secs(BODY_SECONDS_MAX), read).await {
        Ok(Ok(whole)) => Ok((whole.to_bytes(), false)),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Ok((bytes::Bytes::new(), true)),
        Ok(Err(_)) | Err(_) => Err(BodyLost),
    }
}
