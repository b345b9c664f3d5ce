//! A small endpoint for table keys: what the plugin asks for over TLS, answered, or the connection closed, or a status.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use rampart_rds::intent::{SecretText, TableKeySource};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

pub(crate) const TOKEN: &str = "t0ken-of.one_process";

/// What an endpoint does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    /// The newest version.
    pub(crate) version: u32,
    /// Closes every connection without an answer.
    pub(crate) silent: bool,
    /// Answers this status to everything.
    pub(crate) status: Option<u16>,
}

pub(crate) struct Endpoint {
    address: SocketAddr,
    ca_pem: String,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Endpoint {
    pub(crate) fn start() -> Self {
        let certified = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
        let config =
            ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_no_client_auth()
                .with_single_cert(vec![certified.cert.der().clone()], key)
                .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let manner = Arc::new(Mutex::new(Manner { version: 1, ..Manner::default() }));
        let endpoint = Self {
            address: listener.local_addr().unwrap(),
            ca_pem: certified.cert.pem(),
            manner: Arc::clone(&manner),
            asked: Arc::default(),
        };
        let (config, asked) = (Arc::new(config), Arc::clone(&endpoint.asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let manner = manner.lock().unwrap().clone();
                let _ = serve(stream, &config, &manner, &asked);
            }
        });
        endpoint
    }

    pub(crate) fn source(&self) -> TableKeySource {
        TableKeySource {
            endpoint: self.address,
            ca_pem: self.ca_pem.clone(),
            token: SecretText::new(TOKEN.to_owned()),
        }
    }

    pub(crate) fn behave(&self, change: impl FnOnce(&mut Manner)) {
        change(&mut self.manner.lock().unwrap());
    }

    /// What was asked since the last time this was called.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

/// The key of an id and version: 32 bytes of their own.
fn key(id: &str, version: &str) -> String {
    let byte = id.parse::<u8>().unwrap() * 16 + version.parse::<u8>().unwrap();
    hex::encode([byte; 32])
}

fn serve(
    stream: TcpStream,
    config: &Arc<ServerConfig>,
    manner: &Manner,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let connection = ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
    let mut tls = StreamOwned::new(connection, stream);
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if tls.read(&mut byte)? == 0 {
            return Ok(());
        }
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(path.clone());
    if manner.silent {
        return Ok(());
    }
    let knows = request.contains(&format!("X-Vault-Token:{TOKEN}"));
    let (status, body) = match manner.status {
        Some(status) => (status, r#"{"errors":["not now"]}"#.to_owned()),
        None if !knows => (403, r#"{"errors":["not yours"]}"#.to_owned()),
        None if path.ends_with("/tune") => (200, r#"{"options":{"version":"2"}}"#.to_owned()),
        None => {
            let (path, version) = path.split_once("?version=").unwrap_or((&path, ""));
            let newest = manner.version.to_string();
            let version = if version.is_empty() { newest.as_str() } else { version };
            let key = key(path.rsplit('/').next().unwrap(), version);
            let data =
                format!(r#"{{"data":{{"data":{{"data":"{key}"}},"metadata":{{"version":{version}}}}}}}"#);
            (200, data)
        }
    };
    let length = body.len();
    write!(tls, "HTTP/1.1 {status} Said\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")?;
    tls.conn.send_close_notify();
    tls.flush()
}
