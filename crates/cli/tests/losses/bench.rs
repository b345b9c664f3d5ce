//! A server on a data folder of its own, on real engines: started, stopped, killed, called; put away with all that it
//! made, whatever happens.

use std::{
    fs::{File, OpenOptions, Permissions},
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, OnceLock},
    thread,
    time::{Duration, Instant},
};

use rampart_client::{CallFailed, Client, Credentials, Endpoint, Service};
use rampart_server::{ROOT_FILE, RUNNING_FILE, RootFile, Running, SystemClock, SystemEntropy};
use rampart_vocab::chance;
use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take that is waited for, on a machine that does something else.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often it is looked whether what is waited for has come.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The role by which an account lets RDS use keys, and what it may.
pub(crate) const ROLE: &str = "AliyunRDSInstanceEncryptionDefaultRole";
pub(crate) const POLICY: &str = "AliyunRDSInstanceEncryptionRolePolicy";

/// The server, and the folder that outlives it.
pub(crate) struct Bench {
    folder: TempDir,
    /// The first of its databases' ports.
    port: u16,
    server: Option<Child>,
    client: Option<Client>,
}

/// What this machine lacks for the tests; each says so and is passed over then.
pub(crate) fn lacks(test: &str) -> bool {
    static LACKS: OnceLock<Option<String>> = OnceLock::new();
    let lacks = LACKS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let words = ["doctor", "--format", "json", "--data-dir", folder.path().to_str().unwrap()];
        let told: Value = serde_json::from_slice(&rampart(&words).output().unwrap().stdout).unwrap();
        let missing = |one: &&Value| one["area"] == "machine" && one["verdict"] == "missing";
        let found = told["findings"].as_array().unwrap().iter().find(missing)?;
        Some(format!("{}: {}", text(&found["name"]), text(&found["seen"])))
    });
    if let Some(lacks) = lacks {
        println!("not proven here: {test} ({lacks})");
    }
    lacks.is_some()
}

impl Bench {
    /// A server that is ready, its account having let RDS use keys.
    pub(crate) fn start() -> Self {
        // Instances run as users of their own and pass through.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o711)).tempdir().unwrap();
        let mut bench = Self { folder, port: free_ports(), server: None, client: None };
        bench.serve();
        bench.authorize();
        bench
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A path beside the data folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    // -- the process

    /// Starts the server again, and waits until it answers.
    pub(crate) fn serve(&mut self) {
        let log = OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        let port = self.port.to_string();
        let mut child =
            rampart(&["serve", "--listen", "127.0.0.1:0", "--cores", "1", "--database-port", &port])
                .arg("--data-dir")
                .arg(self.data())
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .unwrap();
        let deadline = Instant::now() + PATIENCE;
        let endpoint = loop {
            if let Some(endpoint) = self.answers_of(child.id()) {
                break endpoint;
            }
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none() && Instant::now() < deadline, "no server: {ended:?}\n{}", self.said());
            thread::sleep(LOOK_EVERY);
        };
        let root: RootFile = read(&self.data().join(ROOT_FILE)).unwrap();
        let credentials = Credentials::new(&*root.access_key_id, root.access_key_secret.as_bytes(), None);
        let endpoint = Endpoint::parse(&endpoint, None).unwrap();
        self.client =
            Some(Client::new(endpoint, credentials, Arc::new(SystemClock), Arc::new(SystemEntropy)));
        self.server = Some(child);
    }

    /// What a dead server said of itself still lies there: only this one's word counts.
    fn answers_of(&self, pid: u32) -> Option<String> {
        let running: Running = read(&self.data().join(RUNNING_FILE))?;
        let endpoint = running.endpoints.into_iter().next().filter(|_| running.pid == pid)?;
        let mut stream = TcpStream::connect(endpoint.strip_prefix("http://")?).ok()?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.starts_with("HTTP/1.1 200 ").then_some(endpoint)
    }

    /// Stops it as a person does; its databases run on, unless they are to be stopped too.
    pub(crate) fn stop(&mut self, databases: bool) {
        let mut words = vec!["stop"];
        words.extend(databases.then_some("--databases"));
        let stopped = self.command(&words);
        assert!(stopped.status.success(), "{stopped:?}\n{}", self.said());
        self.client = None;
        assert!(self.server.take().unwrap().wait().unwrap().success(), "{}", self.said());
    }

    /// Kills it with -9.
    pub(crate) fn kill(&mut self) {
        let mut server = self.server.take().unwrap();
        server.kill().unwrap();
        server.wait().unwrap();
        self.client = None;
    }

    pub(crate) fn pid(&self) -> u32 {
        self.server.as_ref().unwrap().id()
    }

    fn log(&self) -> PathBuf {
        self.beside("server.log")
    }

    /// The end of the server's log.
    pub(crate) fn said(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let tail: Vec<_> = log.lines().rev().take(25).collect();
        tail.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    // -- asking it

    /// A command on the data folder.
    pub(crate) fn command(&self, words: &[&str]) -> Output {
        rampart(words).arg("--data-dir").arg(self.data()).output().unwrap()
    }

    /// Policy, role and grant, made where they are missing.
    pub(crate) fn authorize(&self) {
        let done = rampart(&["authorize", "--data-dir"]).arg(self.data()).arg("rds").output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }

    pub(crate) fn call(
        &self,
        service: Service,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, CallFailed> {
        self.client.as_ref().expect("a server runs").call_blocking(service, operation, params)
    }

    /// A call that must succeed.
    #[track_caller]
    pub(crate) fn done(&self, service: Service, operation: &str, params: &[(&str, &str)]) -> Value {
        match self.call(service, operation, params) {
            Ok(answer) => answer,
            Err(failed) => panic!("{operation} {params:?}: {failed}"),
        }
    }

    pub(crate) fn new_key(&self) -> String {
        let made = self.done(Service::Kms, "CreateKey", &[]);
        text(&made["KeyMetadata"]["KeyId"]).to_owned()
    }

    pub(crate) fn role_arn(&self) -> String {
        let root: RootFile = read(&self.data().join(ROOT_FILE)).unwrap();
        format!("acs:ram::{}:role/{ROLE}", root.account_id)
    }

    /// Everything of its instances is gone, and nothing of them is left on the machine.
    fn clear(&mut self) {
        let instances = self.data().join("instances");
        let names: Vec<String> = std::fs::read_dir(&instances)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        if self.server.is_none() {
            self.serve();
        }
        for name in &names {
            for operation in ["DeleteDBInstance", "DestroyDBInstance"] {
                let _ = self.call(Service::Rds, operation, &[("DBInstanceId", name)]);
            }
        }
        let gone = || names.iter().all(|name| !instances.join(name).exists());
        let deadline = Instant::now() + PATIENCE;
        while !gone() && Instant::now() < deadline {
            thread::sleep(LOOK_EVERY);
        }
        self.command(&["stop", "--databases"]);
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if thread::panicking() {
            println!("the server's last words:\n{}", self.said());
        }
        let cleared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.clear()));
        if let Some(mut server) = self.server.take() {
            // One that was stopped is gone, and killing it again is refused.
            let _ = server.kill();
            let _ = server.wait();
        }
        if cleared.is_err() && !thread::panicking() {
            panic!("instances were left behind");
        }
    }
}

/// Waits until something is there.
#[track_caller]
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match look() {
            Ok(found) => return found,
            Err(seen) => assert!(Instant::now() < deadline, "not within {PATIENCE:?}: {what}\nseen: {seen}"),
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// A field that must be a text.
#[track_caller]
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("`{value}` is no text"))
}

/// The program without what the surroundings would tell it.
fn rampart(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rampart"));
    for name in ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"] {
        command.env_remove(format!("ALIBABA_CLOUD_{name}"));
    }
    for name in ["RAMPART_ENDPOINT", "RAMPART_CA_FILE", "RAMPART_LOG", "RAMPART_DATA_DIR"] {
        command.env_remove(name);
    }
    command.args(words).stdin(Stdio::null());
    command
}

/// The first of some ports in a row that nobody has, below those that the system gives out by itself.
fn free_ports() -> u16 {
    const ROW: u16 = 10;
    loop {
        let first = 10_000 + u16::from_le_bytes(chance::array(&SystemEntropy)) % 20_000;
        if (first..first + ROW).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok()) {
            return first;
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_reader(File::open(path).ok()?).ok()
}
