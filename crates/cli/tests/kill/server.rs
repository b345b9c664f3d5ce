//! A data folder, and a server on it that is started, killed and stopped; both are put away whatever happens.

use std::{
    fs::{File, OpenOptions, Permissions},
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use rampart_server::{ROOT_FILE, RUNNING_FILE, RootFile, Running};
use tempfile::TempDir;

use crate::{caller::Access, process::Hand};

/// How long a start, and an end, may take under load.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether what is waited for has come.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// The program, in the home's folder.
const PROGRAM: &str = "rampart";

/// A data folder that outlives its servers.
pub(crate) struct Home {
    folder: TempDir,
    serving: Vec<String>,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::serving(&[])
    }

    /// One whose servers are given more words.
    pub(crate) fn serving(words: &[String]) -> Self {
        // Instances run as users of their own and pass through.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o711)).tempdir().unwrap();
        // A copy: a build meanwhile changes nothing of what is killed.
        std::fs::copy(env!("CARGO_BIN_EXE_rampart"), folder.path().join(PROGRAM)).unwrap();
        Self { folder, serving: words.to_vec() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// Where databases lie.
    pub(crate) fn instances(&self) -> PathBuf {
        self.data().join("instances")
    }

    pub(crate) fn audit(&self) -> PathBuf {
        self.data().join("audit")
    }

    /// A command on the data folder.
    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.rampart(words).arg("--data-dir").arg(self.data()).output().unwrap()
    }

    /// Whether the trail is whole, with the server dead: the store vouches for it, and so do heads kept elsewhere.
    pub(crate) fn verify_audit(&self, heads: &[String]) {
        let heads = heads.iter().flat_map(|head| ["--head", head]);
        let words: Vec<_> = ["audit", "verify"].into_iter().chain(heads).collect();
        let walked = self.run(&words);
        let out = String::from_utf8_lossy(&walked.stdout);
        assert!(walked.status.success() && !out.contains("note:"), "{out}{walked:?}");
    }

    /// Where the server is reached that was last ready.
    pub(crate) fn endpoint(&self) -> String {
        let running: Running = read(&self.data().join(RUNNING_FILE)).unwrap();
        running.endpoints.into_iter().next().unwrap()
    }

    /// The root access key.
    pub(crate) fn root(&self) -> Access {
        let root: RootFile = read(&self.data().join(ROOT_FILE)).expect("a ready server has written it");
        Access { id: root.access_key_id, secret: root.access_key_secret }
    }

    /// The program without what the surroundings would tell it.
    fn rampart(&self, words: &[&str]) -> Command {
        let mut command = Command::new(self.path().join(PROGRAM));
        command.args(words).env_remove("RAMPART_LOG");
        command
    }

    fn log(&self) -> PathBuf {
        self.path().join("server.log")
    }

    fn logged(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }
}

/// A server's process.
pub(crate) struct Server<'a> {
    home: &'a Home,
    child: Child,
    hand: Option<Hand>,
}

impl<'a> Server<'a> {
    pub(crate) fn start(home: &'a Home) -> Self {
        let log = OpenOptions::new().create(true).append(true).open(home.log()).unwrap();
        let child = home
            .rampart(&["serve", "--listen", "127.0.0.1:0", "--cores", "2"])
            .args(&home.serving)
            .arg("--data-dir")
            .arg(home.data())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { home, child, hand: None }
    }

    pub(crate) fn wait_until_ready(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while !self.is_ready() {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "the server ended with {ended:?}\n{}", self.home.logged());
            assert!(Instant::now() < deadline, "the server did not start\n{}", self.home.logged());
            thread::sleep(LOOK_EVERY);
        }
        let log = self.home.logged();
        assert!(!log.contains("ERROR"), "a start after a kill found damage\n{log}");
        self.hand = Hand::of(self.child.id());
        assert!(self.hand.is_some(), "the server has no hand");
    }

    /// What a dead server said of itself still lies there: only its own word counts.
    fn is_ready(&self) -> bool {
        read::<Running>(&self.home.data().join(RUNNING_FILE)).is_some_and(|running| {
            running.pid == self.child.id()
                && running.endpoints.first().is_some_and(|endpoint| says_ready(endpoint))
        })
    }

    /// Kills it with -9; the hand then ends by itself.
    pub(crate) fn kill(mut self) {
        let hand = self.hand.take().or_else(|| Hand::of(self.child.id()));
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.hand = hand;
        self.hand_ends();
    }

    /// Kills the hand with -9; the server then ends by itself, and says that it failed.
    pub(crate) fn lose_hand(mut self) {
        self.hand.as_ref().expect("ready").kill();
        let ended = self.end();
        assert!(matches!(ended.code(), Some(1..)), "without its hand the server ended with {ended}");
    }

    /// Stops it as a person does.
    pub(crate) fn stop(mut self) {
        let stopped = self.home.run(&["stop"]);
        assert!(stopped.status.success(), "{stopped:?}");
        assert!(self.end().success());
        self.hand_ends();
    }

    fn end(&mut self) -> std::process::ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.child.try_wait().unwrap() {
                Some(ended) => return ended,
                None => assert!(Instant::now() < deadline, "the server does not end\n{}", self.home.logged()),
            }
            thread::sleep(LOOK_EVERY);
        }
    }

    fn hand_ends(&self) {
        let ends = self.hand.as_ref().is_none_or(|hand| hand.ends_within(PATIENCE));
        assert!(ends, "the hand outlives its server");
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let hand = self.hand.take().or_else(|| Hand::of(self.child.id()));
        // One that has ended is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(hand) = hand {
            hand.kill();
        }
        if thread::panicking() {
            let log = self.home.logged();
            let tail: Vec<_> = log.lines().rev().take(20).collect();
            println!("the server's last words:\n{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
        }
    }
}

fn says_ready(endpoint: &str) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(endpoint.strip_prefix("http://")?).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer.starts_with("HTTP/1.1 200 "))
    };
    ask() == Some(true)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_reader(File::open(path).ok()?).ok()
}
