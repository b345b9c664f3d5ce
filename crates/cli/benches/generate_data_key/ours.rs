//! The real server on one core, with a key and a user who may use keys.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use rampart_client::{Client, Credentials, Endpoint, Service};
use rampart_server::{SystemClock, SystemEntropy};
use rampart_vocab::Clock as _;
use rampart_wire::{SigningKey, signature};
use serde_json::Value;

use crate::{cores, load};

/// How long a server may take to start at most.
const STARTED_WITHIN: Duration = Duration::from_secs(120);

/// A data folder that goes with this value.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        // Whoever the server becomes must get through to it.
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o711);
        Self(tempfile::Builder::new().permissions(mode).tempdir().unwrap())
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }
}

/// The server.
pub(crate) struct Ours<'a> {
    pub(crate) address: SocketAddr,
    id: String,
    secret: String,
    key: String,
    child: Child,
    folder: &'a Folder,
}

impl<'a> Ours<'a> {
    /// A server that starts for the first time.
    pub(crate) fn first(folder: &'a Folder) -> Self {
        let child = started(&folder.data(), "127.0.0.1:0");
        let root = wait_for_root(&folder.data().join("root-credentials.json"));
        let text = |name: &str| root.get(name).and_then(Value::as_str).unwrap().to_owned();
        let endpoint = Endpoint::parse(&text("Endpoint"), None).unwrap();
        let credentials = Credentials::new(text("AccessKeyId"), text("AccessKeySecret").as_bytes(), None);
        let client = Client::new(endpoint, credentials, Arc::new(SystemClock), Arc::new(SystemEntropy));
        let call = |service, operation: &str, params: &[(&str, &str)]| {
            client.call_blocking(service, operation, params).unwrap()
        };
        let key = text_at(&call(Service::Kms, "CreateKey", &[]), "/KeyMetadata/KeyId");
        let document = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:CreateKey"],"Resource":"*"}]}"#;
        call(Service::Ram, "CreateUser", &[("UserName", "load")]);
        call(Service::Ram, "CreatePolicy", &[("PolicyName", "load"), ("PolicyDocument", document)]);
        let attached = [("PolicyType", "Custom"), ("PolicyName", "load"), ("UserName", "load")];
        call(Service::Ram, "AttachPolicyToUser", &attached);
        let made = call(Service::Ram, "CreateAccessKey", &[("UserName", "load")]);
        Self {
            address: text("Endpoint").strip_prefix("http://").unwrap().parse().unwrap(),
            id: text_at(&made, "/AccessKey/AccessKeyId"),
            secret: text_at(&made, "/AccessKey/AccessKeySecret"),
            key,
            child,
            folder,
        }
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Requests for data keys of the one key.
    pub(crate) fn data_keys(&self, number: usize) -> Vec<Vec<u8>> {
        self.data_keys_of(std::iter::repeat_n(self.key.as_str(), number))
    }

    /// A request for a data key of each of these keys.
    pub(crate) fn data_keys_of<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Vec<Vec<u8>> {
        self.signed("GenerateDataKey", keys.map(|key| [("KeyId", key)]))
    }

    /// Requests that make a key each.
    pub(crate) fn new_keys(&self, number: usize) -> Vec<Vec<u8>> {
        self.signed("CreateKey", std::iter::repeat_n([], number))
    }

    /// Kills the server and starts it again: how long until it has answered a signed call.
    pub(crate) fn kill_and_start(&mut self) -> Duration {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let began = Instant::now();
        self.child = started(&self.folder.data(), &self.address.to_string());
        loop {
            let request = self.data_keys(1);
            let answer = request.first().map(|request| load::once(self.address, request));
            if let Some(Ok(answer)) = answer
                && answer.starts_with(b"HTTP/1.1 200")
            {
                return began.elapsed();
            }
            assert!(began.elapsed() < STARTED_WITHIN, "the server did not start again");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whole requests, as they go over the wire.
    fn signed<'p, const N: usize>(
        &self,
        action: &str,
        params: impl Iterator<Item = [(&'p str, &'p str); N]>,
    ) -> Vec<Vec<u8>> {
        let key = SigningKey::new(self.secret.as_bytes());
        let host = self.address.to_string();
        let at = SystemClock.now();
        let of_one = |(number, params): (usize, [(&str, &str); N])| {
            let nonce = format!("{}-{number}", at.as_nanosecond());
            let version = Service::Kms.version();
            let call =
                signature::Unsigned { host: &host, version, action, params: &params, at, nonce: &nonce };
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
        params.enumerate().map(of_one).collect()
    }
}

impl Drop for Ours<'_> {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn started(data: &Path, listen: &str) -> Child {
    cores::keep_to(cores::SERVER);
    let mut command = Command::new(env!("CARGO_BIN_EXE_rampart"));
    command.args(["serve", "--cores", "1", "--listen", listen, "--data-dir"]).arg(data);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    cores::keep_to(cores::LOAD);
    child
}

fn wait_for_root(path: &Path) -> Value {
    let began = Instant::now();
    loop {
        let root = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        match root {
            Some(root) if root.get("Endpoint").and_then(Value::as_str).is_some_and(|at| !at.is_empty()) => {
                return root;
            }
            _ => assert!(began.elapsed() < STARTED_WITHIN, "the server did not start"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn text_at(answer: &Value, pointer: &str) -> String {
    answer.pointer(pointer).and_then(Value::as_str).unwrap().to_owned()
}
