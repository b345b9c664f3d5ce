//! A signed, authorised, audited `GenerateDataKey` against the same HTTP stack answering a constant: one core for the
//! server, one for the load, the same request bytes to both, a ratio in one run. Beside the throughput stands the
//! processor time a request, of which the load and whatever else runs on the machine take nothing.
//!
//! `cargo bench -p rampart-cli --bench generate_data_key`

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement ends when something is wrong, and prints"
)]

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use rampart_client::{Client, Credentials, Endpoint, Service};
use rampart_server::{SystemClock, SystemEntropy};
use rampart_vocab::Clock as _;
use rampart_wire::{SigningKey, signature};
use serde_json::Value;

/// Connections that the load keeps busy.
const CONNECTIONS: usize = 32;
/// Requests in a round; each bears a nonce of its own.
const REQUESTS: usize = 20_000;
const ROUNDS: usize = 3;

fn main() {
    if std::env::args().any(|word| word == "bare-stack") {
        return bare_stack();
    }
    let ours = Ours::start();
    let bare = Bare::start();
    pin(1);
    let (mut by_rate, mut by_time) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let requests = ours.requests(REQUESTS);
        let constant = Measured::of(bare.address, &bare.child, &requests);
        let signed = Measured::of(ours.address, &ours.child, &requests);
        println!("round {round}: constant {constant}, GenerateDataKey {signed}");
        by_rate.push(signed.rate / constant.rate);
        by_time.push(constant.micros / signed.micros);
    }
    println!("median ratio {:.2} by throughput, {:.2} by processor time", median(by_rate), median(by_time));
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// What a server did with a round of requests.
struct Measured {
    /// Requests a second.
    rate: f64,
    /// Microseconds of processor time a request, over all threads.
    micros: f64,
}

impl Measured {
    fn of(address: SocketAddr, server: &Child, requests: &[Vec<u8>]) -> Self {
        let before = processor_time(server);
        let rate = throughput(address, requests);
        let taken = processor_time(server) - before;
        Self { rate, micros: taken.as_secs_f64() * 1e6 / requests.len() as f64 }
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0}/s at {:.1} µs", self.rate, self.micros)
    }
}

/// What the threads that a process has now have spent on a processor, user and kernel.
fn processor_time(of: &Child) -> Duration {
    let threads = std::fs::read_dir(format!("/proc/{}/task", of.id())).unwrap();
    let spent = threads.map(|thread| {
        let text = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap_or_default();
        text.split(' ')
            .next()
            .and_then(|nanos| nanos.parse().ok())
            .map_or(Duration::ZERO, Duration::from_nanos)
    });
    spent.sum()
}

/// The real server on one core, with a key and a user who may use it.
struct Ours {
    address: SocketAddr,
    id: String,
    secret: String,
    key: String,
    child: Child,
    _folder: tempfile::TempDir,
}

impl Ours {
    fn start() -> Self {
        let folder = tempfile::Builder::new()
            .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o711))
            .tempdir()
            .unwrap();
        let data = folder.path().join("data");
        let child = pinned(env!("CARGO_BIN_EXE_rampart"))
            .args(["serve", "--listen", "127.0.0.1:0", "--cores", "1", "--data-dir"])
            .arg(&data)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let root = wait_for_root(&data.join("root-credentials.json"));
        let text = |name: &str| root[name].as_str().unwrap().to_owned();
        let endpoint = Endpoint::parse(&text("Endpoint"), None).unwrap();
        let credentials = Credentials::new(text("AccessKeyId"), text("AccessKeySecret").as_bytes(), None);
        let client = Client::new(endpoint, credentials, Arc::new(SystemClock), Arc::new(SystemEntropy));
        let call = |service, operation: &str, params: &[(&str, &str)]| {
            client.call_blocking(service, operation, params).unwrap()
        };
        let key = call(Service::Kms, "CreateKey", &[]);
        let key = key["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned();
        call(Service::Ram, "CreateUser", &[("UserName", "load")]);
        let document = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"*"}]}"#;
        call(Service::Ram, "CreatePolicy", &[("PolicyName", "load"), ("PolicyDocument", document)]);
        call(
            Service::Ram,
            "AttachPolicyToUser",
            &[("PolicyType", "Custom"), ("PolicyName", "load"), ("UserName", "load")],
        );
        let made = call(Service::Ram, "CreateAccessKey", &[("UserName", "load")]);
        let made = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
        let address = text("Endpoint").strip_prefix("http://").unwrap().parse().unwrap();
        Self {
            address,
            id: made("AccessKeyId"),
            secret: made("AccessKeySecret"),
            key,
            child,
            _folder: folder,
        }
    }

    /// Signed requests, whole, as they go over the wire.
    fn requests(&self, number: usize) -> Vec<Vec<u8>> {
        let key = SigningKey::new(self.secret.as_bytes());
        let host = self.address.to_string();
        let at = SystemClock.now();
        let signed = |number: usize| {
            let nonce = format!("{}-{number}", at.as_nanosecond());
            let call = signature::Unsigned {
                host: &host,
                version: Service::Kms.version(),
                action: "GenerateDataKey",
                params: &[("KeyId", &self.key)],
                at,
                nonce: &nonce,
            };
            let credentials =
                signature::Credentials { access_key_id: &self.id, key: &key, security_token: None };
            let signed = signature::sign_acs3(&call, &credentials).unwrap();
            let mut bytes = b"POST / HTTP/1.1\r\n".to_vec();
            for (name, value) in &signed.headers {
                bytes.extend_from_slice(format!("{name}: {}\r\n", value.to_str().unwrap()).as_bytes());
            }
            bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", signed.body.len()).as_bytes());
            bytes.extend_from_slice(&signed.body);
            bytes
        };
        (0..number).map(signed).collect()
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// The same HTTP stack answering a constant of the same length.
struct Bare {
    address: SocketAddr,
    child: Child,
}

impl Bare {
    fn start() -> Self {
        let mut child = pinned(std::env::current_exe().unwrap())
            .arg("bare-stack")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut out, &mut address).unwrap();
        Self { address: address.trim().parse().unwrap(), child }
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn bare_stack() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            tokio::task::spawn_local(async move {
                let constant = service_fn(|request: Request<Incoming>| async {
                    request.into_body().collect().await?;
                    Ok::<_, hyper::Error>(Response::new(Full::new(Bytes::from_static(&[b'x'; 420]))))
                });
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), constant).await;
            });
        }
    });
}

/// Requests a second over [`CONNECTIONS`] connections, one request on each at a time.
fn throughput(address: SocketAddr, requests: &[Vec<u8>]) -> f64 {
    let began = Instant::now();
    std::thread::scope(|scope| {
        for part in requests.chunks(requests.len().div_ceil(CONNECTIONS)) {
            scope.spawn(move || {
                let mut stream = TcpStream::connect(address).unwrap();
                stream.set_nodelay(true).unwrap();
                let mut buffer = vec![0; 16 << 10];
                for request in part {
                    stream.write_all(request).unwrap();
                    read_answer(&mut stream, &mut buffer);
                }
            });
        }
    });
    requests.len() as f64 / began.elapsed().as_secs_f64()
}

fn read_answer(stream: &mut TcpStream, buffer: &mut [u8]) {
    let mut filled = 0;
    loop {
        filled += stream.read(&mut buffer[filled..]).unwrap();
        let text = String::from_utf8_lossy(&buffer[..filled]);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            assert!(head.starts_with("HTTP/1.1 200"), "{text}");
            let length = head
                .lines()
                .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return;
            }
        }
    }
}

fn wait_for_root(path: &Path) -> Value {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let root = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        match root {
            Some(root) if root["Endpoint"] != "" => return root,
            _ => assert!(Instant::now() < deadline, "the server did not start"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A program on the first core alone.
fn pinned(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}

/// This process, and the load that it makes, on another core.
fn pin(core: usize) {
    let done = Command::new("taskset")
        .args(["-a", "-p", "-c"])
        .arg(core.to_string())
        .arg(std::process::id().to_string())
        .stdout(Stdio::null())
        .status();
    assert!(done.unwrap().success());
}
