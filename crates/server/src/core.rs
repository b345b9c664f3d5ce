//! One core: an event loop with its own listeners, front, audit chain and pool of chance.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    header::{self, HeaderValue},
    http::request::Parts,
};
use rampart_api::{
    Asked, Front, KEY_GRACE, Services, SurelyPast, Throttle,
    audit::{ChainId, Sizes, SystemDisk, Trail},
};
use rampart_authz::ServicePrincipal;
use rampart_console::{Console, Known, Live, Visit, Visitor};
use rampart_identity::{USES_WRITTEN_EVERY_SECONDS, replay::Guard};
use rampart_seal::{PooledEntropy, SystemEntropy};
use rampart_vocab::{Clock as _, Entropy, RequestId};
use rampart_wire::{ErrorReply, Format, Reply};
use rustls::ServerConfig;
use tokio::{
    sync::{mpsc, watch},
    task::LocalSet,
};

use crate::{
    SystemClock,
    console::{Reception, Window, follow},
    gateway::Desk,
    limits::Limits,
    listen::{self, Answered, Answers, Arrived, House, Outgoing, Peers, Turned},
};

/// How often an audit chain is settled when little happens.
const SETTLE_EVERY: Duration = Duration::from_millis(500);
/// How often keys are looked for whose deletion is due.
const DESTROY_EVERY: Duration = Duration::from_secs(300);
/// How long open requests may go on when the server stops.
const DRAIN_SECONDS_MAX: u64 = 10;

/// What is said where there are too many requests; clients try again.
const BUSY: &str = "The request has failed due to a temporary failure of the server.";

/// What a core is given.
pub(crate) struct Core {
    pub(crate) number: u16,
    /// How many there are.
    pub(crate) cores: u16,
    pub(crate) listeners: Vec<std::net::TcpListener>,
    pub(crate) services: Services,
    pub(crate) replay: Arc<Guard>,
    pub(crate) audit_dir: PathBuf,
    pub(crate) tls: Arc<ServerConfig>,
    pub(crate) entry: Arc<Entry>,
    /// What callers may hold, all cores together.
    pub(crate) limits: Limits,
    pub(crate) peers: Arc<Peers>,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) reception: Arc<Reception>,
    pub(crate) stop: watch::Receiver<bool>,
    /// The first core answers the databases' key service as well.
    pub(crate) desk: Option<(Desk, ServicePrincipal)>,
}

/// Who is let in how; the same on every core.
pub(crate) struct Entry {
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) plain_http_anywhere: bool,
    /// Whether the server is ready for requests: databases adopted, stores open.
    pub(crate) ready: watch::Receiver<bool>,
}

/// What a core could not do.
#[derive(Debug, thiserror::Error)]
pub enum CoreFailed {
    /// No event loop.
    #[error("cannot start an event loop: {0}")]
    Runtime(#[from] std::io::Error),
    /// No audit chain.
    #[error("the audit trail cannot be opened: {0}")]
    Audit(#[from] rampart_api::audit::OpenFailed),
}

impl Core {
    /// Runs until told to stop; then ends open requests and settles its audit chain. `started` is told once the
    /// core answers.
    pub(crate) fn run(self, started: &std::sync::mpsc::Sender<Result<(), CoreFailed>>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let ended = match runtime {
            Ok(runtime) => LocalSet::new().block_on(&runtime, self.work(started)),
            Err(error) => Err(error.into()),
        };
        if let Err(failed) = ended {
            // Who started us waits for exactly this.
            let _ = started.send(Err(failed));
        }
    }

    async fn work(
        mut self,
        started: &std::sync::mpsc::Sender<Result<(), CoreFailed>>,
    ) -> Result<(), CoreFailed> {
        let id = ChainId { server: self.services.server, core: self.number };
        let trail = Rc::new(self.open_trail(id).await?);
        if self.number == 0 {
            self.settle_chains_of_former_cores().await?;
        }
        let entropy: Rc<dyn Entropy> = Rc::new(PooledEntropy::new());
        let front = Front::new(
            self.services.clone(),
            Arc::new(SystemClock),
            Rc::clone(&entropy),
            Rc::clone(&trail),
            Arc::clone(&self.replay),
        );
        let front = Rc::new(front.throttled(Arc::clone(&self.throttle)));
        let settling = tokio::task::spawn_local(settle(Rc::clone(&trail)));
        if self.number == 0 {
            tokio::task::spawn_local(destroy_due_keys(Rc::clone(&front)));
            tokio::task::spawn_local(write_uses(self.services.clone()));
        }
        if let Some((desk, service)) = self.desk.take() {
            tokio::task::spawn_local(desk.serve(
                Rc::clone(&front),
                Arc::new(SystemClock),
                Rc::clone(&entropy),
                service,
            ));
        }
        let window = Window {
            reception: Arc::clone(&self.reception),
            front: Rc::clone(&front),
            trail: Rc::clone(&trail),
            store: self.services.store.clone(),
            identity: Arc::clone(&self.services.identity),
            entropy: Rc::clone(&entropy),
        };
        let (entry, window) = (Arc::clone(&self.entry), Rc::new(window));
        let door = Rc::new(Door { front, entry, entropy, window, stop: self.stop.clone() });
        let house = House::new(self.limits.share(self.cores.into()), Arc::clone(&self.peers));
        tokio::task::spawn_local(Rc::clone(&house).keep());
        let mut serving = tokio::task::JoinSet::new();
        for listener in std::mem::take(&mut self.listeners) {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let (tls, door, stop) = (Arc::clone(&self.tls), Rc::clone(&door), self.stop.clone());
            serving.spawn_local(listen::serve(
                listener,
                tls,
                rampart_wire::limits::BODY_BYTES_MAX,
                door,
                Rc::clone(&house),
                stop,
            ));
        }
        let _ = started.send(Ok(()));
        // The sender lives as long as the server.
        let _ = self.stop.wait_for(|stop| *stop).await;
        let drained = async { while serving.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS_MAX), drained).await.is_err() {
            tracing::warn!("some requests were cut off");
        }
        settling.abort();
        if let Err(failed) = trail.settle().await {
            tracing::warn!(%failed, "the audit trail was not settled; the next start does it");
        }
        Ok(())
    }

    async fn open_trail(&self, id: ChainId) -> Result<Trail, CoreFailed> {
        let opened = Trail::open(
            &self.audit_dir,
            id,
            self.services.store.clone(),
            Arc::new(SystemDisk),
            Sizes::default(),
            &SystemEntropy,
            SystemClock.now(),
        )
        .await?;
        for finding in &opened.findings {
            if finding.fault.is_tampering() {
                tracing::error!(%finding, "the audit trail was tampered with");
            } else {
                tracing::warn!(%finding, "the audit trail of an earlier run");
            }
        }
        if let Some(failed) = &opened.unsettled {
            tracing::warn!(%failed, "what a crash left of the audit trail is not moved yet, trying again");
        }
        Ok(opened.trail)
    }

    /// A server that ran with more cores left chains whose outboxes nobody moves: they are opened once.
    async fn settle_chains_of_former_cores(&self) -> Result<(), CoreFailed> {
        for chain in Trail::chains(&self.audit_dir)? {
            if chain.server == self.services.server && chain.core >= self.cores {
                self.open_trail(chain).await?;
            }
        }
        Ok(())
    }
}

async fn settle(trail: Rc<Trail>) {
    loop {
        tokio::select! {
            () = trail.due() => {}
            () = tokio::time::sleep(SETTLE_EVERY) => {}
        }
        if let Err(failed) = trail.settle().await {
            tracing::warn!(%failed, "the audit trail could not be settled, trying again");
        }
    }
}

/// Writes down when access keys were last used, which calls have noted in memory.
async fn write_uses(services: Services) {
    loop {
        tokio::time::sleep(Duration::from_secs(USES_WRITTEN_EVERY_SECONDS)).await;
        if let Err(failed) = services.identity.write_uses(&services.store).await {
            tracing::warn!(%failed, "uses of access keys were not written down, trying again");
        }
    }
}

/// Keys whose date has passed, looked for every so often; none before the server has run for a day since, by a clock
/// that nobody sets.
async fn destroy_due_keys(front: Rc<Front>) {
    let (started, mut past) = (Instant::now(), SurelyPast::new(KEY_GRACE));
    let mut look = || past.look(started.elapsed(), SystemClock.now());
    look();
    loop {
        tokio::time::sleep(DESTROY_EVERY).await;
        let Some(until) = look() else { continue };
        match front.destroy_due_keys(until).await {
            Ok(done) if done.destroyed + done.needed + done.failed == 0 => {}
            Ok(done) => tracing::info!(
                destroyed = done.destroyed,
                needed = done.needed,
                failed = done.failed,
                "keys whose deletion was due"
            ),
            Err(refusal) => {
                tracing::warn!(
                    inner = refusal.inner,
                    "keys whose deletion is due were not looked at, trying again"
                );
            }
        }
    }
}

/// From HTTP to the front and back, and the few pages that are not the API's.
struct Door {
    front: Rc<Front>,
    entry: Arc<Entry>,
    entropy: Rc<dyn Entropy>,
    window: Rc<Window>,
    stop: watch::Receiver<bool>,
}

impl Answers for Door {
    async fn answer(&self, request: Arrived) -> Answered {
        let page = match (request.head.method.as_str(), request.head.uri.path()) {
            ("GET" | "HEAD", "/livez") => plain(StatusCode::OK, "ok"),
            ("GET" | "HEAD", "/readyz") if *self.entry.ready.borrow() => plain(StatusCode::OK, "ok"),
            ("GET" | "HEAD", "/readyz") => plain(StatusCode::SERVICE_UNAVAILABLE, "starting"),
            (_, path) if Console::has(path) => {
                let response = self.console(&request).await;
                let known = response.extensions().get::<Known>().is_some();
                return Answered { response, known };
            }
            ("GET" | "HEAD", "/") if is_a_person_s(&request.head) => to_console(),
            _ => return self.call(&request).await,
        };
        Answered { response: page.map(Outgoing::from), known: false }
    }

    fn turn_away(&self, head: &Parts, turned: Turned) -> Response<Full<Bytes>> {
        let (status, code, message) = match &turned {
            Turned::Odd(refused) => (refused.status(), refused.code(), refused.message()),
            Turned::Busy => (503, "ServiceUnavailable".into(), BUSY.into()),
        };
        let host = head.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let request_id = &RequestId::new(&SystemClock, self.entropy.as_ref());
        let host = host.unwrap_or_default();
        let error = ErrorReply { status, code, message, recommend: None, host, request_id, detail: None };
        response(error.render(Format::default()))
    }
}

impl Door {
    async fn call(&self, request: &Arrived) -> Answered {
        let (source, secure) = self.seen_through_proxy(request);
        let asked = Asked {
            method: request.head.method.as_str(),
            path: request.head.uri.path(),
            query: request.head.uri.query().unwrap_or_default(),
            headers: &request.head.headers,
            body: (!request.too_long).then_some(request.body.as_ref()),
            source_ip: source,
            secure_transport: secure,
            plain_http_taken: self.takes_plain_http(source),
        };
        let reply = self.front.answer(asked).await;
        // Nothing is done for anybody whose signature does not hold.
        let known = (200..300).contains(&reply.status);
        Answered { response: response(reply).map(Outgoing::from), known }
    }

    async fn console(&self, request: &Arrived) -> Response<Outgoing> {
        let (source_ip, secure) = self.seen_through_proxy(request);
        let visit = Visit {
            method: request.head.method.as_str(),
            path: request.head.uri.path(),
            query: request.head.uri.query().unwrap_or_default(),
            headers: &request.head.headers,
            body: (!request.too_long).then_some(request.body.as_ref()),
            from: Visitor { source_ip, secure, plain_http_taken: self.takes_plain_http(source_ip) },
        };
        let mut answer = self.window.reception.console.answer(self.window.as_ref(), &visit).await;
        let Some(live) = answer.extensions_mut().remove::<Live>() else {
            return answer.map(|page| Full::new(page).into());
        };
        let (to, told) = mpsc::channel(1);
        tokio::task::spawn_local(follow(Rc::clone(&self.window), live, to, self.stop.clone()));
        answer.map(|_| Outgoing::Told(told))
    }

    fn takes_plain_http(&self, source: Option<IpAddr>) -> bool {
        self.entry.plain_http_anywhere || source.is_some_and(|ip| ip.is_loopback())
    }

    /// Where a request came from and whether nobody could read it: from the socket, or in the words of a proxy that
    /// the configuration names. Of `X-Forwarded-For` only the last entry counts, the one that proxy itself wrote; a
    /// proxy that says nothing readable leaves the source unknown, so that no network's rights are taken from it.
    fn seen_through_proxy(&self, request: &Arrived) -> (Option<IpAddr>, bool) {
        let peer = request.peer.ip().to_canonical();
        if !self.entry.trusted_proxies.contains(&peer) {
            return (Some(peer), request.secure);
        }
        let last = |name| {
            let value = request.head.headers.get_all(name).iter().next_back()?.to_str().ok()?;
            value.rsplit(',').next().map(str::trim)
        };
        let source = last("x-forwarded-for").and_then(forwarded);
        let secure =
            last("x-forwarded-proto").map_or(request.secure, |proto| proto.eq_ignore_ascii_case("https"));
        (source, secure)
    }
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.
fn forwarded(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse().map(|socket: SocketAddr| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

fn response(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(reply.content_type));
    response
}

/// Whether somebody typed the server's address into a browser: a call names its operation in the query or a header.
fn is_a_person_s(head: &Parts) -> bool {
    let accepted = head.headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    let is_a_call = head.uri.query().is_some() || head.headers.contains_key("x-acs-action");
    !is_a_call && accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

fn to_console() -> Response<Full<Bytes>> {
    let mut response = plain(StatusCode::SEE_OTHER, "the console is at /console/");
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(rampart_console::HOME));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_asks_for_nothing_is_led_to_the_console_and_a_call_is_not() {
        let page = ("accept", "text/html,application/xhtml+xml");
        for (uri, headers, led) in [
            ("/", &[page][..], true),
            ("/", &[("accept", "*/*")], false),
            ("/", &[], false),
            ("/?Action=GetUser", &[page], false),
            ("/", &[page, ("x-acs-action", "GetUser")], false),
        ] {
            let request = headers
                .iter()
                .fold(hyper::Request::get(uri), |request, (name, value)| request.header(*name, *value));
            let (head, ()) = request.body(()).unwrap().into_parts();
            assert_eq!(is_a_person_s(&head), led, "{uri} {headers:?}");
        }
    }

    #[test]
    fn a_forwarded_address_is_read_with_or_without_its_port() {
        for (text, expected) in [
            ("192.0.2.1", Some("192.0.2.1")),
            ("192.0.2.1:567", Some("192.0.2.1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:80", Some("2001:db8::1")),
            ("::ffff:192.0.2.1", Some("192.0.2.1")),
            ("unknown", None),
            ("", None),
        ] {
            assert_eq!(forwarded(text).map(|ip| ip.to_string()).as_deref(), expected, "{text}");
        }
    }
}
