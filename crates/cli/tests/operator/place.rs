//! A data folder, servers on it one after another, and the operator's commands between them.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// What a command came to.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// Who calls.
pub(crate) struct Credentials {
    pub(crate) id: String,
    pub(crate) secret: String,
    token: Option<String>,
}

impl Credentials {
    /// Out of an answer or the root file.
    pub(crate) fn of(told: &Value) -> Self {
        let text = |name: &str| told[name].as_str().map(str::to_owned);
        Self {
            id: text("AccessKeyId").unwrap(),
            secret: text("AccessKeySecret").unwrap(),
            token: text("SecurityToken"),
        }
    }
}

/// The folder, and files beside it.
pub(crate) struct Place {
    folder: TempDir,
}

/// A server that is ready; it ends with the test.
pub(crate) struct Server(Child);

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.data().join(name)
    }

    /// A path beside the data folder.
    pub(crate) fn beside(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A file beside it that its owner alone reads.
    pub(crate) fn secret(&self, name: &str, text: &str) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.beside(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    fn program(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rampart"));
        for name in ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"] {
            command.env_remove(format!("ALIBABA_CLOUD_{name}"));
        }
        for name in ["RAMPART_ENDPOINT", "RAMPART_CA_FILE", "RAMPART_LOG"] {
            command.env_remove(name);
        }
        command.env("RAMPART_DATA_DIR", self.data()).stdin(Stdio::null()).args(words);
        command
    }

    fn serving(&self, words: &[&str]) -> Command {
        let first = ["serve", "--listen", "127.0.0.1:0", "--cores", "1"];
        self.program(&[&first[..], words].concat())
    }

    /// A server, once it says that it serves.
    pub(crate) fn serve(&self, words: &[&str]) -> Server {
        let mut child = self.serving(words).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let server = Server(child);
        let mut told = String::new();
        for line in lines.by_ref() {
            if line.starts_with("rampart serves ") {
                // What it says later must find a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return server;
            }
            told.push_str(&(line + "\n"));
        }
        panic!("the server did not start:\n{told}");
    }

    /// What a server says that does not start.
    pub(crate) fn refuses_to_serve(&self, words: &[&str]) -> String {
        end_of(&mut self.serving(words)).expect(1).err
    }

    /// A command on this folder.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        end_of(&mut self.program(words))
    }

    /// The same words, whatever folder.
    pub(crate) fn bare(&self, words: &[&str]) -> Ended {
        self.run(words)
    }

    pub(crate) fn call_as(&self, who: &Credentials, words: &[&str]) -> Ended {
        let mut command = self.program(&[&["call"], words].concat());
        command.env("ALIBABA_CLOUD_ACCESS_KEY_ID", &who.id);
        command.env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &who.secret);
        if let Some(token) = &who.token {
            command.env("ALIBABA_CLOUD_SECURITY_TOKEN", token);
        }
        end_of(&mut command)
    }

    pub(crate) fn root(&self) -> Credentials {
        Credentials::of(&read(&self.file("root-credentials.json")))
    }

    pub(crate) fn account(&self) -> String {
        read(&self.file("root-credentials.json"))["AccountId"].as_str().unwrap().to_owned()
    }

    /// The trail holds together, vouched for by the store.
    #[track_caller]
    pub(crate) fn is_whole(&self, words: &[&str]) {
        let walked = self.run(&[&["audit", "verify"], words].concat()).expect(0).out;
        assert!(walked.ends_with("whole\n") && !walked.contains("note:"), "{walked}");
    }
}

impl Server {
    pub(crate) fn stop(mut self) {
        let pid = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that was stopped is gone, and killing it again is refused.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn end_of(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// One of the doctor's findings.
pub(crate) fn finding<'a>(told: &'a Value, name: &str) -> &'a Value {
    let findings = told["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["name"] == name).unwrap_or(&Value::Null)
}
