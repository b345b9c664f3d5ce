//! The listener: TLS always, one question a connection, everything within limits.
//!
//! Heads are read here and not by an HTTP server: that would answer what it cannot read by a status of its own, and its
//! buffers, in which tokens and keys pass, are not wiped.

use std::{
    collections::{HashMap, VecDeque},
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use rampart_rds::limits::ATTACHED_ANSWER_WITHIN;
use rampart_vocab::Timestamp;
use rustls::{ServerConfig, server::NoServerSessionStorage};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{AbortHandle, JoinSet},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

use super::{
    Bound,
    desk::TableKeys,
    peer::{AskUser, Ends, Peer},
    question::{Asked, HEAD_BYTES_MAX, HEAD_END},
    reply::Reply,
    tally::Tally,
};
use crate::tls::{Authority, Names, TlsFailed};

/// Connections at a time on one listener. One more ends the oldest of whoever has the most, so that a crowd keeps no engine
/// out, whether it only sits there or keeps coming.
pub(super) const CONNECTIONS_MAX: usize = 256;
/// Connections at a time from another machine's address.
const CONNECTIONS_PER_ADDRESS_MAX: usize = 32;
/// How long a handshake may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(5);
/// How long a request head may take.
const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// How long the answer may take to be read, and what a caller still says to be dropped.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);
/// Bytes that a caller may still say.
const LEFT_BYTES_MAX: u64 = 64 << 10;
/// Days after which a listener's certificate is made anew.
const CERTIFICATE_DAYS: i64 = 30;
/// How often somebody looks whether that is due.
const LOOK_EVERY: Duration = Duration::from_secs(3600);

/// Where the endpoint's certificates come from.
pub(crate) struct Certificates {
    pub(crate) authority: Arc<Authority>,
    /// Names by which the server is reached from elsewhere.
    pub(crate) public_hosts: Vec<String>,
    pub(crate) clock: Arc<dyn rampart_vocab::Clock>,
    pub(crate) entropy: Arc<dyn rampart_vocab::Entropy + Send + Sync>,
}

impl Certificates {
    fn for_listener(&self, address: IpAddr) -> Result<(Arc<ServerConfig>, Timestamp), TlsFailed> {
        // On the loopback no other name than its own: any authority that this server ever had may sign for it, and
        // engines that run go on trusting the one they were started with.
        let hosts = if address.is_loopback() { &[] } else { self.public_hosts.as_slice() };
        let names = Names::with_loopback(hosts, [address]);
        let now = self.clock.now();
        let mut config =
            ServerConfig::clone(&*self.authority.server_config(&names, now, self.entropy.as_ref())?);
        // The plugin begins every time anew.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok((Arc::new(config), now))
    }
}

/// The endpoint's outer side.
pub(crate) struct Door {
    pub(crate) desk: Arc<TableKeys>,
    pub(crate) bound: Vec<Bound>,
    pub(crate) certificates: Arc<Certificates>,
    /// Who is asked for callers' users, made for each listener.
    pub(super) users: fn() -> AskUser,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Door {
    /// Makes the certificates, so that what cannot be is told at the start.
    ///
    /// # Errors
    /// [`TlsFailed`].
    pub(crate) fn open(self) -> Result<OpenDoor, TlsFailed> {
        let make = |bound: Bound| {
            let (tls, made) = self.certificates.for_listener(bound.address.ip())?;
            Ok(Listening { bound, tls, made })
        };
        let listening = self.bound.into_iter().map(make).collect::<Result<_, TlsFailed>>()?;
        let tally = Arc::new(Tally::default());
        let Self { desk, certificates, users, stop, .. } = self;
        Ok(OpenDoor { listening, desk, certificates, users, tally, stop })
    }
}

/// A door with everything at hand that it needs.
pub(crate) struct OpenDoor {
    listening: Vec<Listening>,
    desk: Arc<TableKeys>,
    certificates: Arc<Certificates>,
    users: fn() -> AskUser,
    tally: Arc<Tally>,
    stop: watch::Receiver<bool>,
}

struct Listening {
    bound: Bound,
    tls: Arc<ServerConfig>,
    made: Timestamp,
}

impl OpenDoor {
    /// Answers until it is told to stop, and then wipes every key. To be given a thread of its own: what goes on here
    /// harms no API, and what goes on there no engine.
    pub(crate) fn run(self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Err(error) = runtime.and_then(|runtime| runtime.block_on(self.serve())) {
            tracing::error!(%error, "the endpoint for table keys ended");
        }
    }

    pub(super) async fn serve(mut self) -> io::Result<()> {
        let mut serving = JoinSet::new();
        for Listening { bound, tls, made } in std::mem::take(&mut self.listening) {
            let lobby = Lobby {
                listener: TcpListener::from_std(bound.listener)?,
                address: bound.address,
                desk: Arc::clone(&self.desk),
                tally: Arc::clone(&self.tally),
                certificates: Arc::clone(&self.certificates),
                tls,
                made,
                user: (self.users)(),
                guests: Guests::default(),
            };
            serving.spawn(lobby.receive(self.stop.clone()));
        }
        while serving.join_next().await.is_some() {}
        // Not before: an engine that asks at the very end is no stranger, and would take the answer of one for the end of
        // its keys.
        self.desk.close_all();
        Ok(())
    }
}

struct Lobby {
    listener: TcpListener,
    address: SocketAddr,
    desk: Arc<TableKeys>,
    tally: Arc<Tally>,
    certificates: Arc<Certificates>,
    tls: Arc<ServerConfig>,
    made: Timestamp,
    user: AskUser,
    guests: Guests,
}

impl Lobby {
    async fn receive(mut self, mut stop: watch::Receiver<bool>) {
        let mut visits = JoinSet::new();
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                Some(_) = visits.join_next() => continue,
                _ = look.tick() => {
                    self.renew();
                    continue;
                }
                _ = stop.wait_for(|stop| *stop) => break,
            };
            match accepted {
                Ok((stream, theirs)) => {
                    let ours = stream.local_addr().unwrap_or(self.address);
                    let peer = Ends { theirs, ours }.peer(&self.user);
                    if !self.guests.may_enter(peer) {
                        self.tally.count(|counts| counts.crowded += 1);
                        continue;
                    }
                    let acceptor = TlsAcceptor::from(Arc::clone(&self.tls));
                    let (desk, tally) = (Arc::clone(&self.desk), Arc::clone(&self.tally));
                    self.guests.enter(peer, visits.spawn(visit(stream, acceptor, desk, tally)));
                }
                // Out of descriptors, most likely: give the open connections a moment to end.
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection for table keys");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn renew(&mut self) {
        let age = self.certificates.clock.now().as_second() - self.made.as_second();
        if age < CERTIFICATE_DAYS * 86_400 {
            return;
        }
        match self.certificates.for_listener(self.address.ip()) {
            Ok((tls, made)) => (self.tls, self.made) = (tls, made),
            Err(failed) => tracing::error!(%failed, "the endpoint for table keys gets no new certificate"),
        }
    }
}

/// Who is here, the first come first.
#[derive(Default)]
struct Guests(VecDeque<(Peer, AbortHandle)>);

impl Guests {
    /// Whether one more of theirs may come in. A full house shows somebody out for it.
    fn may_enter(&mut self, peer: Peer) -> bool {
        self.0.retain(|(_, visit)| !visit.is_finished());
        let of_peer = || self.0.iter().filter(|(whose, _)| *whose == peer).count();
        if matches!(peer, Peer::Address(_)) && of_peer() >= CONNECTIONS_PER_ADDRESS_MAX {
            return false;
        }
        if self.0.len() >= CONNECTIONS_MAX {
            self.show_out(peer);
        }
        true
    }

    /// The first come of whoever has the most visits, with the one that is to come: a crowd makes room for itself.
    fn show_out(&mut self, comes: Peer) {
        let mut visits = HashMap::from([(comes, 1_usize)]);
        for (peer, _) in &self.0 {
            *visits.entry(*peer).or_default() += 1;
        }
        let most = visits.values().max();
        let first = self.0.iter().position(|(peer, _)| visits.get(peer) == most);
        if let Some((_, visit)) = first.and_then(|first| self.0.remove(first)) {
            visit.abort();
        }
    }

    fn enter(&mut self, peer: Peer, visit: AbortHandle) {
        self.0.push_back((peer, visit));
    }
}

/// One connection, one question.
async fn visit(stream: TcpStream, acceptor: TlsAcceptor, desk: Arc<TableKeys>, tally: Arc<Tally>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot switch off delay");
    }
    let Ok(Ok(mut stream)) = timeout(HANDSHAKE_WITHIN, acceptor.accept(stream)).await else {
        return tally.count(|counts| counts.wordless += 1);
    };
    let mut buffer = Zeroizing::new(vec![0; HEAD_BYTES_MAX]);
    let Ok(Some(asked)) = timeout(HEAD_WITHIN, read(&mut stream, &mut buffer)).await else {
        return tally.count(|counts| counts.wordless += 1);
    };
    let reply = timeout(ATTACHED_ANSWER_WITHIN, desk.answer(&asked)).await.unwrap_or(Reply::HangUp);
    drop(buffer);
    tally.answered(&reply, asked.mount.as_ref());
    let bytes = reply.bytes();
    drop(reply);
    let leave = async {
        if let Some(bytes) = bytes {
            stream.write_all(&bytes).await?;
        }
        stream.shutdown().await?;
        // Closing on words unread would take the answer back from those who still send (RFC 9112 §9.6).
        tokio::io::copy(&mut stream.take(LEFT_BYTES_MAX), &mut tokio::io::sink()).await
    };
    // Who does not wait for his answer has none.
    let _ = timeout(LEAVE_WITHIN, leave).await;
}

/// Reads a head; none where the caller leaves before its end.
async fn read(stream: &mut (impl AsyncRead + Unpin), buffer: &mut [u8]) -> Option<Asked> {
    let mut filled = 0;
    loop {
        let free = buffer.get_mut(filled..).filter(|free| !free.is_empty());
        // Longer than any that we know.
        let Some(free) = free else { return Some(Asked::nothing()) };
        let read = stream.read(free).await.ok().filter(|read| *read > 0)?;
        // The end may have begun in what came before.
        let look_from = filled.saturating_sub(HEAD_END.len() - 1);
        filled += read;
        let end = buffer
            .get(look_from..filled)
            .and_then(|new| new.windows(HEAD_END.len()).position(|window| window == HEAD_END))
            .map(|at| look_from + at + HEAD_END.len());
        if let Some((end, head)) = end.and_then(|end| Some((end, buffer.get(..end)?))) {
            return Some(Asked::read(head, filled - end));
        }
    }
}
