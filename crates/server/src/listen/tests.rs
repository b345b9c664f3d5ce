//! Callers of every kind at the listener, over sockets. Time passes when a test says so: it sweeps by a time of its own.

mod framing;
mod limits;

use std::{cell::Cell, future::Future, net::SocketAddr, rc::Rc, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{Response, StatusCode, body::Bytes, http::request::Parts};
use rampart_seal::SystemEntropy;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Notify, watch},
    task::LocalSet,
    time::timeout,
};

use super::{Accept, Answered, Answers, Arrived, House, Peers, Turned, house::Phase, serve};
use crate::{
    SystemClock,
    limits::Limits,
    tls::{Authority, Names},
};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of a body that are taken.
const BODY_BYTES_MAX: usize = 64 << 10;
/// Bytes of an answer that no socket's buffers hold.
const LARGE_BYTES: usize = 32 << 20;

/// Answers by the path: `/known` to somebody known, `/wait` when it is let, `/large` with much, else by the body's size.
#[derive(Default)]
struct World {
    let_go: Notify,
    answered: Cell<usize>,
}

impl Answers for World {
    async fn answer(&self, request: Arrived) -> Answered {
        let path = request.head.uri.path();
        if path == "/wait" {
            self.let_go.notified().await;
        }
        let body = match path {
            "/large" => vec![b'x'; LARGE_BYTES],
            _ if request.too_long => b"too long".to_vec(),
            _ => format!("{} bytes", request.body.len()).into_bytes(),
        };
        self.answered.set(self.answered.get() + 1);
        Answered { response: Response::new(Full::new(Bytes::from(body)).into()), known: path == "/known" }
    }

    fn turn_away(&self, _: &Parts, turned: Turned) -> Response<Full<Bytes>> {
        let (status, text) = match turned {
            Turned::Odd(refused) => (refused.status(), refused.code().into_owned()),
            Turned::Busy => (503, "busy".to_owned()),
        };
        let mut response = Response::new(Full::new(Bytes::from(text)));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        response
    }
}

/// A listener at work.
struct Scene {
    address: SocketAddr,
    house: Rc<House>,
    world: Rc<World>,
    _stop: watch::Sender<bool>,
}

impl Scene {
    async fn new(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Self::at(listener, address, limits)
    }

    fn at(listener: impl Accept + 'static, address: SocketAddr, limits: Limits) -> Self {
        let names = Names::with_loopback(&[], []);
        let now = rampart_vocab::Clock::now(&SystemClock);
        let authority = Authority::make(&names, now, &SystemEntropy).unwrap();
        let tls = authority.server_config(&names, now, &SystemEntropy).unwrap();
        let (stop, stopped) = watch::channel(false);
        let (house, world) = (House::new(limits, Peers::new(Vec::new())), Rc::new(World::default()));
        let serving = serve(listener, tls, BODY_BYTES_MAX, Rc::clone(&world), Rc::clone(&house), stopped);
        tokio::task::spawn_local(serving);
        Self { address, house, world, _stop: stop }
    }

    async fn connect(&self) -> Caller {
        Caller(TcpStream::connect(self.address).await.unwrap())
    }

    /// A caller who has said this, when the server is where that leads to.
    async fn caller(&self, says: &str, phase: Phase) -> Caller {
        let others = self.house.guests();
        let mut caller = self.connect().await;
        caller.say(says).await;
        until(|| self.house.phases().get(others..) == Some(&[phase])).await;
        caller
    }

    /// A caller who has had an answer and stays.
    async fn idle_caller(&self, path: &str) -> Caller {
        let mut caller = self.connect().await;
        assert_eq!(caller.ask(&get(path)).await, (200, "0 bytes".to_owned()));
        caller
    }
}

struct Caller(TcpStream);

impl Caller {
    async fn say(&mut self, bytes: &str) {
        // The server may have hung up.
        let _ = self.0.write_all(bytes.as_bytes()).await;
    }

    /// Says something and reads one answer.
    async fn ask(&mut self, bytes: &str) -> (u16, String) {
        self.say(bytes).await;
        let mut read = Vec::new();
        let mut byte = [0];
        loop {
            let text = String::from_utf8_lossy(&read).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                if length.is_some_and(|length| length.parse() == Ok(body.len())) {
                    let status = head.split(' ').nth(1).unwrap();
                    return (status.parse().unwrap(), body.to_owned());
                }
            }
            match timeout(PATIENCE, self.0.read(&mut byte)).await.expect("an answer") {
                Ok(1) => read.push(byte[0]),
                ended => panic!("{ended:?} after {text:?}"),
            }
        }
    }

    /// Everything until the server ends the connection.
    async fn hear_all(&mut self) -> String {
        let mut all = Vec::new();
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut all)).await.expect("an end");
        String::from_utf8_lossy(&all).into_owned()
    }

    /// Whether the server has ended the connection, at once or very soon.
    async fn is_shown_out(&mut self) {
        assert_eq!(self.hear_all().await, "");
    }

    async fn is_served(&mut self) {
        assert_eq!(self.ask(&get("/")).await, (200, "0 bytes".to_owned()));
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: h\r\n\r\n")
}

/// A request with a body of which so much is sent.
fn post(announced: usize, sent: usize) -> String {
    format!("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {announced}\r\n\r\n{}", "b".repeat(sent))
}

async fn until(mut holds: impl FnMut() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("what the test waits for");
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    LocalSet::new().block_on(&runtime, test);
}

fn no_limits() -> Limits {
    Limits::default()
}
