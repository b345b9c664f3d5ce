//! Requests as bytes: signed once, changed or sent again as often as an attack needs.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::Path,
    time::Duration,
};

use rampart_server::{RUNNING_FILE, Running, SystemClock, SystemEntropy};
use rampart_vocab::{Clock as _, chance};
use rampart_wire::{
    Service, SigningKey,
    signature::{Credentials, Unsigned, sign_acs3},
};
use serde_json::Value;

use crate::place;

/// A whole HTTP request.
#[derive(Clone)]
pub(crate) struct Request(Vec<u8>);

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.body["Code"].as_str().unwrap_or_default()
    }
}

/// A call that is good now, with more headers than were signed.
pub(crate) fn signed(
    who: &place::Credentials,
    service: Service,
    action: &str,
    params: &[(&str, &str)],
    more: &[(&str, &str)],
) -> Request {
    let nonce: String =
        chance::array::<16>(&SystemEntropy).iter().map(|byte| format!("{byte:02x}")).collect();
    let call = Unsigned {
        host: "127.0.0.1",
        version: service.version(),
        action,
        params,
        at: SystemClock.now(),
        nonce: &nonce,
    };
    let key = SigningKey::new(who.secret.as_bytes());
    let credentials = Credentials { access_key_id: &who.id, key: &key, security_token: None };
    let signed = sign_acs3(&call, &credentials).unwrap();
    let mut bytes = b"POST / HTTP/1.1\r\nConnection: close\r\n".to_vec();
    let own = signed.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    for (name, value) in own.chain(more.iter().copied()) {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", signed.body.len()).as_bytes());
    bytes.extend_from_slice(&signed.body);
    Request(bytes)
}

impl Request {
    /// Sends it to the server that runs on a data folder.
    pub(crate) fn send(&self, data: &Path) -> Answer {
        let endpoint = running(data).endpoints.into_iter().next().unwrap();
        let mut stream = TcpStream::connect(endpoint.strip_prefix("http://").unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(&self.0).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8(answer).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, body: serde_json::from_str(body).unwrap() }
    }
}

/// What the server on a data folder says of itself.
pub(crate) fn running(data: &Path) -> Running {
    serde_json::from_slice(&std::fs::read(data.join(RUNNING_FILE)).unwrap()).unwrap()
}
