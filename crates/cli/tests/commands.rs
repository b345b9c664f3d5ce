//! The binary as people use it: a server on a folder of its own, and every command against it.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::{
    fs::Permissions,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

/// How long a start, and the end of everything after a stop, may take under load.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a command came to.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// The program without what the surroundings would tell it.
fn rampart() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rampart"));
    for name in ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"] {
        command.env_remove(format!("ALIBABA_CLOUD_{name}"));
    }
    for name in ["RAMPART_ENDPOINT", "RAMPART_CA_FILE", "RAMPART_LOG"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

fn run(words: &[&str]) -> Ended {
    end_of(rampart().args(words))
}

fn end_of(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

impl Ended {
    #[track_caller]
    fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// A server on a data folder; whatever happens to the test, both are gone after it.
struct Server {
    child: Child,
    /// What it writes; closed when no process of it is left.
    lines: Receiver<String>,
    data: PathBuf,
    _folder: TempDir,
}

impl Server {
    /// Started, and ready to answer.
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Databases run as users of their own and pass through.
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        let data = folder.path().join("data");
        let mut child = rampart()
            .args(["serve", "--listen", "127.0.0.1:0", "--cores", "1", "--data-dir"])
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (line, lines) = channel();
        let read = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || read.lines().map_while(Result::ok).try_for_each(|text| line.send(text)));
        let server = Self { child, lines, data, _folder: folder };
        let mut told = String::new();
        loop {
            match server.lines.recv_timeout(PATIENCE) {
                Ok(text) if text.starts_with("rampart serves ") => return server,
                Ok(text) => told.push_str(&(text + "\n")),
                Err(error) => panic!("the server did not start: {error}\n{told}"),
            }
        }
    }

    fn data(&self) -> &str {
        self.data.to_str().unwrap()
    }

    /// A command on this server's data folder.
    fn run(&self, words: &[&str]) -> Ended {
        let (command, rest) = words.split_at(usize::from(matches!(words[0], "audit")) + 1);
        run(&[command, &["--data-dir", self.data()], rest].concat())
    }

    fn call(&self, words: &[&str]) -> Ended {
        self.run(&[&["call"], words].concat())
    }

    /// Waits until no process of it, the hand's neither, holds its standard error.
    fn wait_until_gone(&mut self) {
        assert!(self.child.wait().unwrap().success());
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => panic!("a process of the server is left"),
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The hand ends with it. One that was stopped is gone, and killing it again is refused.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_command_works_on_a_server_that_runs_and_on_one_that_was_stopped() {
    let mut server = Server::start();
    the_root_key_calls(&server);
    rds_is_authorised_once(&server);
    status_shows_an_empty_server(&server);
    doctor_sees_the_server_and_what_lies_open(&server);
    the_audit_trail_is_whole(&server);
    a_denial_is_explained(&server);

    server.run(&["stop"]).expect(0);
    server.wait_until_gone();
    assert!(server.run(&["stop"]).expect(3).err.contains("no server runs"));
    let dark = server.run(&["status", "--format", "json"]).expect(2).json();
    assert_eq!(dark["server"]["reachable"], false);
    assert!(server.call(&["sts", "GetCallerIdentity"]).code > 0);
    assert_eq!(finding(&server.run(&["doctor", "--format", "json"]).json(), "server")["verdict"], "note");
    // Now the store vouches for the files.
    let walked = server.run(&["audit", "verify"]).expect(0).out;
    assert!(walked.ends_with("whole\n") && !walked.contains("note:"), "{walked}");
    assert!(server.run(&["why", "--last-denied"]).expect(0).out.contains("DENIED"));
}

fn the_root_key_calls(server: &Server) {
    let root: Value = read(&server.data.join("root-credentials.json"));
    let told = server.call(&["sts", "GetCallerIdentity"]).expect(0).json();
    assert_eq!(told["AccountId"], root["AccountId"]);
    let refused = server.call(&["kms", "DescribeKey", "--KeyId", "none"]).expect(1);
    assert!(refused.err.contains("Forbidden.KeyNotFound"), "{}", refused.err);
    // A slip of the hand makes no key: nothing is sent.
    let slip =
        server.call(&["kms", "CreateKey", "--Description", "a", "--DeletionProtection", "x"]).expect(2);
    assert!(slip.err.contains("`--DeletionProtection` is no parameter of CreateKey"), "{}", slip.err);
    let keys = server.call(&["kms", "ListKeys", "--RegionId", "r", "--OwnerId", "1"]).expect(0).json();
    assert_eq!(keys["TotalCount"], 0);
}

fn rds_is_authorised_once(server: &Server) {
    let steps = ["made", "found"].map(|word| {
        let told = server.run(&["authorize", "rds"]).expect(0).out;
        assert!(told.contains(word), "{told}");
        told.lines().count()
    });
    assert_eq!(steps[0], steps[1]);

    let role = "AliyunRDSInstanceEncryptionDefaultRole";
    let trust = |service: &str| {
        let document = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"Service":["{service}"]}}}}]}}"#
        );
        server
            .call(&["ram", "UpdateRole", "--RoleName", role, "--NewAssumeRolePolicyDocument", &document])
            .expect(0);
    };
    trust("ecs.aliyuncs.com");
    let told = server.run(&["authorize", "rds"]).expect(1).out;
    assert!(told.contains("UpdateRole --RoleName") && !told.contains("trusting"), "{told}");
    trust("rds.aliyuncs.com");
    assert!(server.run(&["authorize", "rds"]).expect(0).out.contains("trusting rds.aliyuncs.com"));
}

fn status_shows_an_empty_server(server: &Server) {
    assert!(server.run(&["status"]).expect(0).out.ends_with("answers: no databases\n"));
    let told = server.run(&["status", "--format", "json"]).expect(0).json();
    assert_eq!(told["server"]["reachable"], true);
    assert_eq!(told["instances"], serde_json::json!([]));
}

fn doctor_sees_the_server_and_what_lies_open(server: &Server) {
    // An easy start keeps the root key in the folder.
    let told = server.run(&["doctor", "--format", "json"]).expect(2).json();
    assert_eq!(told["verdict"], "danger");
    for (name, verdict) in
        [("server", "fine"), ("data folder", "fine"), ("root key", "danger"), ("root access key", "danger")]
    {
        assert_eq!(finding(&told, name)["verdict"], verdict, "{told:#}");
    }
    for name in ["encrypted disks", "loop devices", "PostgreSQL", "fast disk encryption", "clock", "room"] {
        let found = finding(&told, name);
        assert_eq!(found["remedy"].is_null(), found["verdict"] == "fine", "{found}");
    }
    let left = std::fs::read_dir(&server.data).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.filter(|name| name.to_string_lossy().contains("doctor")).count(), 0);
    assert!(server.run(&["doctor"]).expect(2).out.contains("a copy of the folder then opens everything"));
}

fn the_audit_trail_is_whole(server: &Server) {
    let heads = server.run(&["audit", "head"]).expect(0).out;
    assert!(heads.lines().count() > 0);
    let kept: Vec<_> = heads.lines().flat_map(|head| ["--head", head]).collect();
    let walked = server.run(&[&["audit", "verify"], &kept[..]].concat()).expect(0).out;
    assert!(walked.ends_with("whole\n"), "{walked}");
}

fn a_denial_is_explained(server: &Server) {
    server.call(&["ram", "CreateUser", "--UserName", "nobody"]).expect(0);
    let key = server.call(&["ram", "CreateAccessKey", "--UserName", "nobody"]).expect(0).json();
    let key = |name: &str| key["AccessKey"][name].as_str().unwrap().to_owned();
    let denied = end_of(
        rampart()
            .args(["call", "--data-dir", server.data(), "kms", "CreateKey"])
            .env("ALIBABA_CLOUD_ACCESS_KEY_ID", key("AccessKeyId"))
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key("AccessKeySecret")),
    )
    .expect(1);
    let (_, id) = denied.err.trim().trim_end_matches(']').rsplit_once('[').unwrap();
    for words in [
        &["why", id][..],
        &["why", "--last-denied"],
        &["why", "--last-denied", "--caller", &key("AccessKeyId")],
    ] {
        let told = server.run(words).expect(0).out;
        assert!(told.contains(id) && told.contains("DENIED   kms:CreateKey"), "{told}");
        assert!(told.contains("no statement of the caller's policies allows it"), "{told}");
    }
    let told = server.run(&["why", id, "--format", "json"]).expect(0).json();
    assert_eq!(told[0]["requestId"], id);
    assert_eq!(told[0]["decisions"][0]["by"]["rule"], "implicit deny");
    let unknown = server.run(&["why", "00000000-0000-0000-0000-000000000000"]).expect(1);
    assert!(unknown.err.contains("no record of"), "{}", unknown.err);
    server.run(&["why", "--last-denied", "--caller", "somebody"]).expect(1);
    policies_are_simulated(server, &key);
}

fn policies_are_simulated(server: &Server, nobody: &dyn Fn(&str) -> String) {
    let account = server.call(&["--get", "AccountId", "sts", "GetCallerIdentity"]).expect(0).out;
    let principal = format!("acs:ram::{}:user/nobody", account.trim());
    let simulate = |words: &[&str]| {
        let mut command = rampart();
        command.args(["policy", "simulate", "--live", "--data-dir", server.data()]);
        command.args(["--action", "kms:CreateKey"]).args(words);
        command
    };
    let of_nobody = ["--principal", &principal, "--condition", "acs:SourceIp=10.0.0.1"];
    let told = end_of(&mut simulate(&of_nobody)).expect(1).out;
    assert!(told.contains("no statement allows it\n"), "{told}");
    assert!(told.contains("this statement would allow it:"), "{told}");
    let told = end_of(simulate(&of_nobody).args(["--format", "json"])).expect(1).json();
    assert_eq!((&told["Decision"], &told["Principal"]), (&"ImplicitDeny".into(), &principal.as_str().into()));
    end_of(&mut simulate(&[])).expect(0);
    // Who may not ask is refused, and so is a policy that is none.
    let mut refused = simulate(&[]);
    refused
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", nobody("AccessKeyId"))
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", nobody("AccessKeySecret"));
    assert!(end_of(&mut refused).expect(3).err.contains("NoPermission"));
    let document = server.data.join("broken.json");
    std::fs::write(&document, "{}").unwrap();
    end_of(&mut simulate(&["--policy", document.to_str().unwrap()])).expect(2);
    end_of(&mut simulate(&["--policy", "/no/such/file"])).expect(3);
}

fn finding<'a>(told: &'a Value, name: &str) -> &'a Value {
    let findings = told["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["name"] == name).unwrap_or(&Value::Null)
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_command_teaches() {
    for (words, teaches) in [
        (&["serve"][..], "root-credentials.json"),
        (&["authorize", "rds"], "acs:rds:instance-encryption"),
        (&["call"], "CreateKey"),
        (&["call", "sts"], "GetCallerIdentity"),
        (&["call", "rds", "CreateDBInstance"], "--EncryptionKey "),
        (&["call", "rds", "CreateDBInstance", "--Engine", "MariaDB"], "--EncryptionKey "),
        (&["status"], "Exit code: 0 "),
        (&["doctor"], "Exit code: 0 "),
        (&["why"], "Exit code: 0 "),
        (&["audit", "verify"], "tampered"),
        (&["audit", "head"], "keep it elsewhere"),
        (&["policy", "check"], "Exit status: 0 "),
        (&["policy", "explain"], "Exit status: 0 "),
        (&["policy", "simulate"], "Exit status: 0 "),
        (&["stop"], "Databases go on serving"),
    ] {
        let help = run(&[words, &["--help"]].concat()).expect(0).out;
        assert!(help.contains(teaches), "{words:?}: {help}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_write() {
    for (words, told) in [
        (&["why"][..], "REQUEST-ID"),
        (&["why", "x"], "write the RequestId of an answer"),
        (&["why", "--caller", "x"], "--last-denied"),
        (&["status", "--format", "xml"], "json"),
        (&["policy", "explain"], "--policy"),
        (&["policy", "simulate", "--action", "kms:Decrypt"], "--live"),
        (&["call"], "<SERVICE>"),
        (&["call", "kms"], "<OPERATION>"),
        (&["call", "kms", "CreateKye", "--help"], "did you mean `CreateKey`?"),
        (&["call", "kms", "CreateKey", "--Descripton", "x"], "did you mean `--Description`?"),
        (&["call", "kms", "CreateKey", "Description"], "write --Name value"),
    ] {
        let refused = run(words).expect(2);
        assert!(refused.err.contains(told), "{words:?}: {}", refused.err);
    }
}

#[test]
fn a_folder_without_a_server_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let at = ["--data-dir", folder.path().to_str().unwrap()];
    let status = run(&[&["status"], &at[..]].concat()).expect(2);
    assert!(status.out.contains("no server has run on"), "{}", status.out);
    let why = run(&[&["why", "--last-denied"], &at[..]].concat()).expect(1);
    assert!(why.err.contains("no audit trail under"), "{}", why.err);
    let doctor = run(&[&["doctor", "--format", "json"], &at[..]].concat()).json();
    assert_eq!(finding(&doctor, "root key")["verdict"], "fine");
}
