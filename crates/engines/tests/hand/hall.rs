//! A data folder with a hand at work in it, put away wholly afterwards, whatever happened in between.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use rampart_engines::{HandConfig, HandLink, hand};
use rampart_rds::intent::{
    Access, AccountKind, DiskKey, Encoding, EngineKind, EngineSetup, Grant, HandFailed, InstanceFacts,
    Intent, NativeVerifier, Order, Privilege, Protection, Report, ScramVerifier, Verifier,
};
use rampart_vocab::{DbInstanceId, SeededEntropy};

pub(crate) const PATIENCE: Duration = Duration::from_secs(9);
pub(crate) const SIZE_MIB: u64 = 256;
pub(crate) const PASSWORD: &str = "a Str0ng-enough pass'word";

/// Whether the tests that need root can run; where not, the reason is on the screen.
pub(crate) fn root_or_skip(test: &str) -> bool {
    let root = rampart_engines::root::is_root();
    if !root {
        eprintln!("SKIPPED {test}: it mounts disks and makes users, which needs root");
    }
    root
}

pub(crate) struct Hall {
    pub(crate) config: HandConfig,
    dir: tempfile::TempDir,
}

impl Hall {
    pub(crate) fn new() -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let dir = tempfile::Builder::new()
            .prefix("rh")
            .permissions(fs::Permissions::from_mode(0o711))
            .tempdir()
            .unwrap();
        let mut config = HandConfig::new(dir.path());
        // A range of its own, so that tests beside this one choose other users.
        const UIDS: u32 = 10;
        config.first_uid =
            480_000 + (std::process::id() % 400) * 100 * UIDS + LAST.fetch_add(1, Ordering::Relaxed) * UIDS;
        config.uids = UIDS;
        // Whoever is not about slow starts waits for the end of one, however busy the machine.
        config.start_patience = Duration::from_secs(600);
        Self { config, dir }
    }

    /// Starts a hand.
    pub(crate) fn hand(&self) -> HandLink {
        Self::start(&self.config)
    }

    /// Starts a hand that dies after this step.
    pub(crate) fn hand_dying_after(&self, step: &str) -> HandLink {
        Self::start(&HandConfig { die_after: Some(step.to_owned()), ..self.config.clone() })
    }

    /// Starts a hand that inherits this file, open.
    pub(crate) fn hand_holding(&self, file: &Path) -> HandLink {
        let mut command = Command::new("sh");
        command.args(["-c", "exec 9<\"$0\"; exec \"$1\""]).arg(file).arg(env!("CARGO_BIN_EXE_rampart-hand"));
        command.stdout(Stdio::null());
        hand::start_as(command, &self.config).unwrap()
    }

    fn start(config: &HandConfig) -> HandLink {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rampart-hand"));
        command.stdout(Stdio::null());
        hand::start_as(command, config).unwrap()
    }

    pub(crate) fn instances(&self) -> PathBuf {
        self.dir.path().join("instances")
    }

    pub(crate) fn path(&self, id: &str, name: &str) -> PathBuf {
        self.instances().join(id).join(name)
    }

    /// The user id of an instance.
    pub(crate) fn uid(&self, id: &str) -> u32 {
        fs::metadata(self.path(id, "run")).unwrap().uid()
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        for id in fs::read_dir(self.instances()).into_iter().flatten().flatten() {
            // Nobody can be ended who waits for a frozen disk.
            quietly("fsfreeze", &["-u", id.path().join("disk").to_str().unwrap()]);
        }
        let uids = self.config.first_uid..self.config.first_uid + self.config.uids;
        for process in fs::read_dir("/proc").unwrap().flatten() {
            let pid = process.file_name().to_str().and_then(|name| name.parse::<i32>().ok());
            let foreign = process.metadata().map_or(true, |metadata| !uids.contains(&metadata.uid()));
            // Without root the engines run as we do: theirs are those that name this folder.
            let words = fs::read(process.path().join("cmdline")).unwrap_or_default();
            let names_us = String::from_utf8_lossy(&words).contains(self.dir.path().to_str().unwrap());
            if let Some(pid) = pid
                && (!foreign || (names_us && pid != i32::try_from(std::process::id()).unwrap()))
            {
                quietly("kill", &["-9", &pid.to_string()]);
            }
        }
        for id in fs::read_dir(self.instances()).into_iter().flatten().flatten() {
            quietly("umount", &["-l", id.path().join("disk").to_str().unwrap()]);
            if let Ok(image) = id.path().join("image").canonicalize() {
                for device in loops_of(&image) {
                    quietly("losetup", &["-d", &device]);
                }
            }
        }
        for number in 0..self.config.uids {
            let uid = self.config.first_uid + number;
            if quietly("id", &[&uid.to_string()]) {
                quietly("userdel", &[&format!("rampart-db-{uid}")]);
            }
        }
    }
}

/// The loop devices that show a file.
pub(crate) fn loops_of(image: &Path) -> Vec<String> {
    let output = Command::new("losetup").args(["-n", "-O", "NAME", "-j"]).arg(image).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().map(|line| line.trim().to_owned()).collect()
}

fn quietly(program: &str, words: &[&str]) -> bool {
    Command::new(program)
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

pub(crate) fn id(text: &str) -> DbInstanceId {
    text.parse().unwrap()
}

pub(crate) fn key(byte: u8) -> DiskKey {
    DiskKey::take(&mut [byte; DiskKey::BYTES])
}

pub(crate) fn encrypted(byte: u8) -> Protection {
    Protection::Encrypted(key(byte))
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn loopback() -> Access {
    Access {
        listen: vec!["127.0.0.1".parse().unwrap()],
        allowed: vec!["127.0.0.1/32".parse().unwrap()],
        tls: None,
    }
}

pub(crate) fn setup(port: u16) -> EngineSetup {
    setup_of(EngineKind::PostgreSql, port)
}

pub(crate) fn setup_of(kind: EngineKind, port: u16) -> EngineSetup {
    EngineSetup {
        kind,
        version: installed(kind),
        port,
        access: loopback(),
        connections_max: 20,
        memory_mib: 128,
        tables: None,
    }
}

/// The engines that everything must hold for.
pub(crate) const BOTH: [EngineKind; 2] = [EngineKind::PostgreSql, EngineKind::MariaDb];

/// An instance's id that tells the engines apart.
pub(crate) fn named(kind: EngineKind, name: &str) -> String {
    let prefix = match kind {
        EngineKind::PostgreSql => "pgm",
        EngineKind::MariaDb => "rm",
    };
    format!("{prefix}-{name}")
}

/// The newest of this machine: the tests are about the hand, not about one version.
fn installed(kind: EngineKind) -> String {
    if kind == EngineKind::MariaDb {
        let said = Command::new("mariadbd").args(["--no-defaults", "--version"]).output();
        let said = said.expect("the tests need MariaDB: install the package `mariadb-server`").stdout;
        let said = String::from_utf8(said).unwrap();
        let number = said.split_once("Ver ").unwrap().1.split('-').next().unwrap();
        return number.rsplit_once('.').unwrap().0.to_owned();
    }
    let majors = fs::read_dir("/usr/lib/postgresql").unwrap().flatten();
    let newest = majors.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).max();
    newest.expect("the tests need PostgreSQL: install the package `postgresql`").to_string()
}

pub(crate) async fn ask(link: &HandLink, instance: &str, intent: Intent) -> Result<Report, HandFailed> {
    link.carry_out(Order::instance(id(instance), intent)).await
}

/// Asks for something that answers with the instance.
pub(crate) async fn instance(link: &HandLink, id: &str, intent: Intent) -> InstanceFacts {
    match ask(link, id, intent).await {
        Ok(Report::Instance(facts)) => facts,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn account(name: &str, kind: AccountKind) -> Intent {
    account_of(EngineKind::PostgreSql, name, kind)
}

pub(crate) fn account_of(engine: EngineKind, name: &str, kind: AccountKind) -> Intent {
    let (verifier, grants) = match engine {
        EngineKind::PostgreSql => {
            let verifier = ScramVerifier::derive(PASSWORD, &SeededEntropy::new(7)).unwrap();
            (Verifier::ScramSha256(verifier), Vec::new())
        }
        EngineKind::MariaDb => {
            let grant = Grant { database: name.parse().unwrap(), privilege: Privilege::ReadWrite };
            (Verifier::NativePassword(NativeVerifier::derive(PASSWORD).unwrap()), vec![grant])
        }
    };
    Intent::PutAccount { name: name.parse().unwrap(), verifier, kind, grants }
}

pub(crate) fn database(name: &str, owner: &str) -> Intent {
    Intent::PutDatabase {
        name: name.parse().unwrap(),
        owner: Some(owner.parse().unwrap()),
        encoding: Encoding::Utf8,
    }
}

pub(crate) fn database_of(engine: EngineKind, name: &str, owner: &str) -> Intent {
    match engine {
        EngineKind::PostgreSql => database(name, owner),
        EngineKind::MariaDb => {
            Intent::PutDatabase { name: name.parse().unwrap(), owner: None, encoding: Encoding::Utf8Mb4 }
        }
    }
}

/// A running engine with an account `app` that owns the database `app`; answers its port.
pub(crate) async fn running(link: &HandLink, id: &str, protection: Protection) -> u16 {
    running_of(link, id, EngineKind::PostgreSql, protection).await.port
}

/// A running engine whose account `app` may do everything in the database `app`.
pub(crate) async fn running_of(
    link: &HandLink,
    id: &str,
    kind: EngineKind,
    protection: Protection,
) -> Served {
    let port = free_port();
    instance(link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection }).await;
    instance(link, id, Intent::InitialiseEngine(setup_of(kind, port))).await;
    instance(link, id, Intent::StartEngine(setup_of(kind, port))).await;
    assert_eq!(ask(link, id, account_of(kind, "app", AccountKind::Normal)).await, Ok(Report::Done));
    assert_eq!(ask(link, id, database_of(kind, "app", "app")).await, Ok(Report::Done));
    Served { kind, port }
}

/// An engine as its customers reach it.
#[derive(Clone, Copy)]
pub(crate) struct Served {
    pub(crate) kind: EngineKind,
    pub(crate) port: u16,
}

impl Served {
    /// What a customer's client gets for a statement, over TCP with a password.
    pub(crate) fn query(self, user: &str, database: &str, statement: &str) -> Result<String, String> {
        self.query_with(user, database, statement, &[])
    }

    /// The same, with more words for the client.
    pub(crate) fn query_with(
        self,
        user: &str,
        database: &str,
        statement: &str,
        words: &[&str],
    ) -> Result<String, String> {
        let port = self.port.to_string();
        let mut client;
        match self.kind {
            EngineKind::PostgreSql => {
                client = Command::new("psql");
                client.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", user]);
                client.args(["-d", database, "-p", &port, "-c", statement]).env("PGPASSWORD", PASSWORD);
            }
            EngineKind::MariaDb => {
                client = Command::new("mariadb");
                client.args(["--no-defaults", "-h", "127.0.0.1", "-P", &port, "-u", user, "-D", database]);
                client.args(["-B", "-N", "-e", statement]).env("MYSQL_PWD", PASSWORD);
            }
        }
        let output = client.args(words).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }
}

/// What a customer's client gets of PostgreSQL.
pub(crate) fn query(port: u16, user: &str, database: &str, statement: &str) -> Result<String, String> {
    Served { kind: EngineKind::PostgreSql, port }.query(user, database, statement)
}
