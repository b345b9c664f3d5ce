//! The endpoint as its callers see it: over sockets, by a TLS client that trusts our authority alone.

mod attached;
mod crowd;
mod memory;
mod plugin;
mod strangers;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use rampart_rds::{
    keys::{TableKey, TableKeyId},
    table_keys::{AttachedServers, OpenKey, Opened, TableKeyDesk as _, TokenHash},
};
use rampart_seal::SystemEntropy;
use rampart_vocab::{DbInstanceId, ManualClock};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::watch,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{
    Certificates, TableKeys, Told,
    door::Door,
    open::{Endpoint, Setting, open},
    peer::AskUser,
};
use crate::{
    SystemClock,
    tls::{Authority, Names},
};

/// An endpoint that listens, and its desk.
struct Scene {
    desk: Arc<TableKeys>,
    address: SocketAddr,
    ca_pem: String,
    _stop: watch::Sender<bool>,
}

impl Scene {
    fn new() -> Self {
        Self::with(Vec::new(), None)
    }

    fn with(awaited: Vec<(DbInstanceId, TokenHash)>, servers: Option<Arc<dyn AttachedServers>>) -> Self {
        let bound = super::address::listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = bound.address;
        let names = Names::with_loopback(&[], []);
        let clock = Arc::new(SystemClock);
        let now = rampart_vocab::Clock::now(clock.as_ref());
        let authority = Arc::new(Authority::make(&names, now, &SystemEntropy).unwrap());
        let ca_pem = authority.certificate_pem.clone();
        let told = Told { endpoint: address, ca_pem: ca_pem.clone() };
        let desk = Arc::new(TableKeys::new(Some(told), awaited, servers, Box::new(SystemEntropy)));
        let entropy = Arc::new(SystemEntropy);
        let certificates = Arc::new(Certificates { authority, public_hosts: Vec::new(), clock, entropy });
        let (stop, stopped) = watch::channel(false);
        let users = by_source;
        let door = Door { desk: Arc::clone(&desk), bound: vec![bound], certificates, users, stop: stopped };
        tokio::spawn(door.open().unwrap().serve());
        Self { desk, address, ca_pem, _stop: stop }
    }

    async fn connect(&self) -> TlsStream<TcpStream> {
        connect(self.address, &self.ca_pem).await
    }

    /// Sends these bytes and reads what comes back until the end.
    async fn say(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect().await;
        // It may hang up before it has heard everything.
        let _ = stream.write_all(request).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        Answer::read(&answer)
    }

    async fn get(&self, path: &str, token: &str) -> Answer {
        self.say(get(path, token).as_bytes()).await
    }

    fn start(&self, instance: &str, versions: &[u32]) -> Opened {
        self.desk.open(&id(instance), keys(versions)).unwrap()
    }
}

/// Users, as the kernel would tell of them: whoever dials from `127.0.0.7` is the user 7.
fn by_source() -> AskUser {
    Box::new(|ends| match ends.theirs.ip() {
        IpAddr::V4(ip) => Some(u32::from(ip.octets()[3])),
        IpAddr::V6(_) => None,
    })
}

async fn connect(address: SocketAddr, ca_pem: &str) -> TlsStream<TcpStream> {
    let stream = TcpStream::connect(address).await.unwrap();
    encrypt(stream, ca_pem).await.unwrap()
}

async fn encrypt(stream: TcpStream, ca_pem: &str) -> std::io::Result<TlsStream<TcpStream>> {
    let address = stream.peer_addr()?;
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    stream.set_nodelay(true)?;
    let name = ServerName::IpAddress(address.ip().into());
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

/// What a caller got.
#[derive(Debug, PartialEq)]
enum Answer {
    Status(u16, serde_json::Value),
    Nothing,
}

impl Answer {
    fn of(reply: &super::reply::Reply) -> Self {
        Self::read(&reply.bytes().unwrap_or_default())
    }

    fn read(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Nothing;
        }
        let text = std::str::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self::Status(status, serde_json::from_str(body).unwrap())
    }

    fn forbidden() -> Self {
        Self::Status(403, serde_json::json!({ "errors": ["permission denied"] }))
    }

    fn tuned() -> Self {
        Self::Status(200, serde_json::json!({ "options": { "version": "2" } }))
    }

    fn no_such_key() -> Self {
        Self::Status(404, serde_json::json!({ "errors": [] }))
    }

    fn key(id: TableKeyId, version: u32) -> Self {
        let digits = hex::encode(bytes(id, version));
        let body =
            serde_json::json!({ "data": { "data": { "data": digits }, "metadata": { "version": version } } });
        Self::Status(200, body)
    }
}

fn get(path: &str, token: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nX-Vault-Token:{token}\r\n\r\n")
}

fn id(text: &str) -> DbInstanceId {
    text.parse().unwrap()
}

/// A key that tells which it is.
fn bytes(id: TableKeyId, version: u32) -> [u8; 32] {
    [u8::try_from(id.number() * 16 + version).unwrap(); 32]
}

/// These versions of all keys.
fn keys(versions: &[u32]) -> Vec<OpenKey> {
    let key = |version, id| OpenKey { id, version, key: TableKey::take(&mut bytes(id, version)) };
    versions.iter().flat_map(|&version| TableKeyId::ALL.map(|id| key(version, id))).collect()
}

#[tokio::test]
async fn an_engine_gets_its_keys_in_the_order_in_which_the_plugin_asks() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1, 3]);
    let token = opened.source.token.expose();
    for (path, expected) in [
        ("/v1/sys/mounts/rm-one/tune", Answer::tuned()),
        ("/v1/rm-one/data/1", Answer::key(TableKeyId::Data, 3)),
        ("/v1/rm-one/data/2", Answer::key(TableKeyId::Temporary, 3)),
        ("/v1/rm-one/data/1?version=1", Answer::key(TableKeyId::Data, 1)),
        ("/v1/rm-one/data/2?version=3", Answer::key(TableKeyId::Temporary, 3)),
        ("/v1/rm-one/data/3", Answer::no_such_key()),
        ("/v1/rm-one/data/3?version=1", Answer::no_such_key()),
    ] {
        assert_eq!(scene.get(path, token).await, expected, "{path}");
    }
    scene.desk.add(&id("rm-one"), keys(&[5]));
    assert_eq!(scene.get("/v1/rm-one/data/1", token).await, Answer::key(TableKeyId::Data, 5));
}

#[tokio::test]
async fn the_authority_may_be_renamed_under_an_engine_that_runs() {
    let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap());
    let now = rampart_vocab::Clock::now(&clock);
    let before = Authority::make(&Names::with_loopback(&[], []), now, &SystemEntropy).unwrap();
    let grown = Names::with_loopback(&["db.example.com".to_owned()], ["192.0.2.1".parse().unwrap()]);
    let after = Arc::new(before.rename(&grown, now, &SystemEntropy).unwrap());
    assert_ne!(before.certificate_pem, after.certificate_pem);
    assert_eq!(before.key.expose_secret(), after.key.expose_secret());
    let store = rampart_store::Store::in_memory(1);
    let (_stop, stopped) = watch::channel(false);
    let Endpoint { door, addresses, .. } = open(Setting {
        store: &store,
        server: rampart_vocab::ServerId::from_bytes([1; 16]),
        listen: &["127.0.0.1:0".parse().unwrap()],
        ports_taken: &(0..0),
        public_hosts: &["db.example.com".to_owned()],
        authority: &after,
        servers: Arc::new(attached::Servers::default()),
        stop: stopped,
    })
    .await
    .unwrap();
    tokio::spawn(door.serve());
    for pem in [&before.certificate_pem, &after.certificate_pem] {
        connect(addresses[0], pem).await;
    }
}
