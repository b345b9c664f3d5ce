//! Another server of data keys where one is installed: OpenBao or Vault in its development mode, with its audit device
//! on, asked for data keys of its transit engine by the root's token.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{cores, load};

const PROGRAMS: [&str; 2] = ["bao", "vault"];
const TOKEN: &str = "bench";

/// The process.
pub(crate) struct Rival {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    child: Child,
    folder: tempfile::TempDir,
}

impl Rival {
    /// Starts the first that is on the path; else why there is none.
    pub(crate) fn find() -> Result<Self, String> {
        let on_path = |name: &&str| {
            let asked =
                Command::new(name).arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            asked.is_ok_and(|status| status.success())
        };
        let found = PROGRAMS.into_iter().find(|name| on_path(name));
        Self::start(found.ok_or("neither `bao` nor `vault` is on the path")?)
    }

    fn start(name: &'static str) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        // It takes no listener from us: a port that was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).unwrap();
        cores::keep_to(cores::SERVER);
        let child = Command::new(name)
            .args(["server", "-dev", "-dev-no-store-token", "-log-level=error"])
            .arg(format!("-dev-root-token-id={TOKEN}"))
            .arg(format!("-dev-listen-address={address}"))
            .env("GOMAXPROCS", "1")
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        cores::keep_to(cores::LOAD);
        let child = child.map_err(|error| format!("`{name}` does not start: {error}"))?;
        let rival = Self { name, address, child, folder };
        rival.wait()?;
        let log = rival.folder.path().join("audit.log");
        let audit = format!(r#"{{"type":"file","options":{{"file_path":"{}"}}}}"#, log.display());
        if rival.asked("sys/audit/file", &audit).is_err() {
            println!("{name} runs without an audit device");
        }
        rival.asked("sys/mounts/transit", r#"{"type":"transit"}"#)?;
        rival.asked("transit/keys/load", "{}")?;
        Ok(rival)
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Requests for data keys, each whole.
    pub(crate) fn data_keys(&self, number: usize) -> Vec<Vec<u8>> {
        vec![self.request("transit/datakey/plaintext/load", "{}"); number]
    }

    fn request(&self, path: &str, body: &str) -> Vec<u8> {
        let (host, length) = (self.address, body.len());
        format!(
            "POST /v1/{path} HTTP/1.1\r\nhost: {host}\r\nx-vault-token: {TOKEN}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    fn asked(&self, path: &str, body: &str) -> Result<(), String> {
        let answer =
            load::once(self.address, &self.request(path, body)).map_err(|error| error.to_string())?;
        let is_good = answer.starts_with(b"HTTP/1.1 20");
        if is_good { Ok(()) } else { Err(format!("{} refuses `{path}`", self.name)) }
    }

    fn wait(&self) -> Result<(), String> {
        let began = Instant::now();
        let request = format!("GET /v1/sys/health HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        while began.elapsed() < Duration::from_secs(20) {
            match load::once(self.address, request.as_bytes()) {
                Ok(answer) if answer.starts_with(b"HTTP/1.1 200") => return Ok(()),
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
        Err(format!("`{}` does not answer", self.name))
    }
}

impl Drop for Rival {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
