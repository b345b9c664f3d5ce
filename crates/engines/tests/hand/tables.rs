//! Encrypted tables: what lies on the disk, what a rotation does, and what the endpoint's silence does not do.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use rampart_engines::HandLink;
use rampart_rds::{
    intent::{EngineKind, EngineSetup, EngineState, HandFailed, Intent, Protection, Report, TableFacts},
    limits,
};

use crate::{
    endpoint::{Endpoint, TOKEN},
    hall::{
        Hall, PASSWORD, PATIENCE, Served, account_of, ask, database_of, free_port, instance, root_or_skip,
        running_of, setup_of,
    },
    unprivileged::plain_hand,
};

const KIND: EngineKind = EngineKind::MariaDb;
const MARKER: &str = "the-row-that-must-not-be-found-9f1c";
/// What the engine's threads may take on a machine that does something else.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(60);

fn with_keys(port: u16, endpoint: &Endpoint) -> EngineSetup {
    EngineSetup { tables: Some(Box::new(endpoint.source())), ..setup_of(KIND, port) }
}

/// Rows in every place that keeps some: a table and its index, a table that is gone, deleted rows, changes and their
/// undoing, statistics, a table that asks for no encryption.
fn fill(served: Served) {
    let fill = format!(
        "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(200), KEY (v)); \
         INSERT INTO t (v) SELECT CONCAT('{MARKER}-', seq) FROM seq_1_to_3000; \
         CREATE TABLE gone AS SELECT * FROM t; DROP TABLE gone; DELETE FROM t WHERE id > 2000; \
         UPDATE t SET v = CONCAT(v, '-changed') WHERE id < 1000; \
         CREATE TABLE bare (v VARCHAR(200)) ENCRYPTED = NO; INSERT INTO bare VALUES ('{MARKER}'); \
         ANALYZE TABLE t PERSISTENT FOR ALL"
    );
    served.query("app", "app", &fill).unwrap();
}

/// The files under the engine's folder that hold the marker, by name, and the image that all of them lie in.
fn leaks(hall: &Hall, id: &str) -> Vec<String> {
    let base = hall.path(id, "disk/data/mariadb");
    let image = hall.path(id, "image");
    let found = Command::new("grep").args(["-rlaF", MARKER]).arg(&base).arg(&image).output().unwrap();
    let name = |path: &str| Path::new(path).file_name().unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<_> = String::from_utf8(found.stdout).unwrap().lines().map(name).collect();
    names.sort();
    names
}

async fn stop(link: &HandLink, id: &str) {
    let stopped = instance(link, id, Intent::StopEngine { patience: PATIENCE }).await;
    assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
}

/// Asks until everything is encrypted under this version.
async fn encrypted(link: &HandLink, id: &str, version: u32) -> TableFacts {
    let deadline = Instant::now() + BACKGROUND_PATIENCE;
    loop {
        let answer = ask(link, id, Intent::EncryptTables { version }).await;
        let Ok(Report::Tables(facts)) = answer else { panic!("{answer:?}") };
        if facts.spaces == facts.encrypted {
            return facts;
        }
        assert!(Instant::now() < deadline, "{facts:?}");
    }
}

#[tokio::test]
async fn tables_that_were_there_before_are_encrypted_and_rotated_while_the_engine_runs() {
    if !root_or_skip("encrypting tables") {
        return;
    }
    let hall = Hall::new();
    let (link, id, endpoint) = (hall.hand(), "rm-tables01", Endpoint::start());
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    fill(served);
    stop(&link, id).await;
    // The search means something only because it finds the rows while nothing is encrypted.
    let before = leaks(&hall, id);
    for place in ["t.ibd", "bare.ibd", "ibdata1", "ib_logfile0", "binlog.000001", "column_stats.MAD", "image"]
    {
        assert!(before.iter().any(|name| name == place), "{place} of {before:?}");
    }

    let start = || Intent::StartEngine(with_keys(served.port, &endpoint));
    let started = instance(&link, id, start()).await.engine.unwrap();
    assert!(started.tables);
    let EngineState::Running { process, .. } = started.state else { panic!("{started:?}") };
    let facts = encrypted(&link, id, 1).await;
    assert!(facts.spaces >= 7, "{facts:?}");
    assert_eq!(endpoint.asked().len(), 3, "its mount and two keys");
    token_is_nowhere(&hall, id, process.pid);
    let refused = served.query("app", "app", "CREATE TABLE c (v INT) ENCRYPTED = NO").unwrap_err();
    assert!(refused.contains("Wrong create options") || refused.contains("ENCRYPTED"), "{refused}");

    // A version more, and nothing but waiting: no restart, and whoever is connected notices nothing.
    endpoint.behave(|manner| manner.version = 3);
    assert_eq!(encrypted(&link, id, 3).await.spaces, facts.spaces);
    // Once for each order that found the engine a version behind.
    let asked = endpoint.asked();
    assert!(!asked.is_empty() && asked.iter().all(|asked| asked == "/v1/rm-tables01/data/1"), "{asked:?}");
    let running = instance(&link, id, Intent::Look).await.engine.unwrap();
    assert_eq!(running.state, started.state);
    assert_eq!(served.query("app", "app", "SELECT COUNT(*) FROM t").unwrap(), "2000");
    stop(&link, id).await;
    assert_eq!(leaks(&hall, id), [""; 0]);

    // The rows are there for whoever has the keys.
    assert_eq!(
        ask(&link, id, Intent::StartEngine(setup_of(KIND, served.port))).await,
        Err(HandFailed::StartFailed("its tables are encrypted, and it was given no keys".into()))
    );
    instance(&link, id, start()).await;
    assert_eq!(served.query("app", "app", "SELECT v FROM bare").unwrap(), MARKER);
    assert_eq!(encrypted(&link, id, 3).await.spaces, facts.spaces);
}

/// Nothing that the engine does by itself would ever touch such pages again.
#[tokio::test]
async fn rows_in_pages_that_a_kill_left_are_gone_before_all_counts_as_encrypted() {
    if !root_or_skip("pages that nothing uses") {
        return;
    }
    let hall = Hall::new();
    let (link, id, endpoint) = (hall.hand(), "rm-leftover1", Endpoint::start());
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    fill(served);
    let parts = format!(
        "CREATE TABLE `of two-parts` (id INT PRIMARY KEY, v VARCHAR(200)) PARTITION BY HASH (id) PARTITIONS 2; \
         INSERT INTO `of two-parts` SELECT seq, CONCAT('{MARKER}-', seq) FROM seq_1_to_2000; \
         DELETE FROM `of two-parts`"
    );
    served.query("app", "app", &parts).unwrap();
    stop(&link, id).await;
    let page = page_with_rows(&hall, id);
    let files = ["app/t.ibd", "app/of@0020two@002dparts#P#p1.ibd", "ibdata1"];
    files.iter().for_each(|file| leave(&hall, id, file, &page));

    let start = || Intent::StartEngine(with_keys(served.port, &endpoint));
    let started = instance(&link, id, start()).await.engine.unwrap();
    let EngineState::Running { process, .. } = started.state else { panic!("{started:?}") };
    encrypted(&link, id, 1).await;
    assert_eq!(leaks(&hall, id), [""; 0]);

    // Killed once more, it is looked at once more; also one that was killed when it was told to end.
    signal("KILL", process.pid);
    stop(&link, id).await;
    files.iter().for_each(|file| leave(&hall, id, file, &page));
    let started = instance(&link, id, start()).await.engine.unwrap();
    encrypted(&link, id, 1).await;
    assert_eq!(leaks(&hall, id), [""; 0]);
    let EngineState::Running { process, .. } = started.state else { panic!("{started:?}") };
    signal("STOP", process.pid);
    tokio::join!(stop(&link, id), kill_once_told(process.pid));
    leave(&hall, id, files[0], &page);
    instance(&link, id, start()).await;
    encrypted(&link, id, 1).await;
    assert_eq!(leaks(&hall, id), [""; 0]);
    assert_eq!(served.query("app", "app", "SELECT COUNT(*) FROM t").unwrap(), "2000");
}

fn signal(name: &str, pid: i32) {
    assert!(Command::new("kill").args(["-s", name, &pid.to_string()]).status().unwrap().success());
}

/// Kills a process that stands still as soon as it has been told to end.
async fn kill_once_told(pid: i32) {
    const TERM: u64 = 1 << 14;
    let deadline = Instant::now() + BACKGROUND_PATIENCE;
    let pending = || {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let pending = status.lines().find_map(|line| line.strip_prefix("ShdPnd:")).unwrap();
        u64::from_str_radix(pending.trim(), 16).unwrap()
    };
    while pending() & TERM == 0 {
        assert!(Instant::now() < deadline, "nobody tells it to end");
        tokio::task::yield_now().await;
    }
    signal("KILL", pid);
}

const PAGE_BYTES: usize = 16 << 10;

fn page_with_rows(hall: &Hall, id: &str) -> Vec<u8> {
    let table = fs::read(hall.path(id, "disk/data/mariadb/data/app/t.ibd")).unwrap();
    let holds = |page: &&[u8]| page.windows(MARKER.len()).any(|text| text == MARKER.as_bytes());
    table.chunks_exact(PAGE_BYTES).find(holds).unwrap().to_vec()
}

/// Puts a page in the place of the file's last one that nothing was written to, or that was wiped, else behind all of them.
fn leave(hall: &Hall, id: &str, file: &str, page: &[u8]) {
    use std::os::unix::fs::FileExt as _;
    let path = hall.path(id, "disk/data/mariadb/data").join(file);
    let pages = fs::read(&path).unwrap();
    let unused = |page: &[u8]| page.iter().all(|byte| *byte == 0);
    let mut pages = pages.chunks_exact(PAGE_BYTES);
    let end = pages.len();
    let place = pages.rposition(unused).unwrap_or(end);
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(page, (place * PAGE_BYTES) as u64).unwrap();
    file.sync_all().unwrap();
}

/// MariaDB writes such tables in the clear: the kernel encrypts them, under a key that nobody has once the engine has ended.
#[tokio::test]
async fn tables_made_for_one_statement_are_in_no_block_of_an_unencrypted_disk() {
    if !root_or_skip("temporary tables") {
        return;
    }
    let hall = Hall::new();
    let (link, id, endpoint) = (hall.hand(), "rm-scratch01", Endpoint::start());
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    let scratch = hall.path(id, "disk/scratch");
    assert!(!scratch.exists(), "there is nothing to hide yet");
    stop(&link, id).await;

    let start = || Intent::StartEngine(with_keys(served.port, &endpoint));
    let started = instance(&link, id, start()).await.engine.unwrap();
    let EngineState::Running { process, .. } = started.state else { panic!("{started:?}") };
    let mut client = writer(served);
    let holds = |place: &Path| {
        let found = Command::new("grep").args(["-rlzaF", MARKER]).arg(place).output().unwrap();
        !found.stdout.is_empty()
    };
    let deadline = Instant::now() + BACKGROUND_PATIENCE;
    while !holds(&scratch) {
        assert!(Instant::now() < deadline, "no row is written for the statement");
    }
    assert!(Command::new("sync").arg("-f").arg(hall.path(id, "disk")).status().unwrap().success());
    let image = hall.path(id, "image");
    assert!(!holds(&image));

    // Killed, it leaves them; none is there for the next one.
    assert!(Command::new("kill").args(["-9", &process.pid.to_string()]).status().unwrap().success());
    client.wait().unwrap();
    assert!(fs::read_dir(&scratch).unwrap().count() > 0);
    instance(&link, id, start()).await;
    assert!(!holds(&scratch) && scratch.exists());
    stop(&link, id).await;
    assert!(!scratch.exists());
    assert!(!holds(&image));
}

/// A client whose statement needs a table on disk for as long as it runs.
fn writer(served: Served) -> std::process::Child {
    let statement = format!(
        "SET tmp_memory_table_size = 0; SELECT COUNT(*), MAX(x) FROM (SELECT v, COUNT(*) x FROM (SELECT \
         CONCAT('{MARKER}-', seq, REPEAT('-', 150)) v FROM seq_1_to_100000) m GROUP BY v) g WHERE x + SLEEP(600)"
    );
    let port = served.port.to_string();
    let mut client = Command::new("mariadb");
    client.args([
        "--no-defaults",
        "-h",
        "127.0.0.1",
        "-P",
        &port,
        "-u",
        "app",
        "-D",
        "app",
        "-e",
        &statement,
    ]);
    client.env("MYSQL_PWD", PASSWORD).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    client.spawn().unwrap()
}

/// The token is in the engine's memory alone: in no file, on no command line, in no environment.
fn token_is_nowhere(hall: &Hall, id: &str, pid: i32) {
    for place in ["cmdline", "environ"] {
        let words = fs::read(format!("/proc/{pid}/{place}")).unwrap();
        assert!(!String::from_utf8_lossy(&words).contains(TOKEN), "{place}");
    }
    let all = Command::new("grep").args(["-rlaF", TOKEN]).arg(hall.instances().join(id)).output().unwrap();
    assert_eq!(String::from_utf8(all.stdout).unwrap(), "");
    assert_eq!(fs::read_link(format!("/proc/{pid}/fd/0")).unwrap(), Path::new("/dev/null"));
}

#[tokio::test]
async fn an_endpoint_that_falls_silent_stops_no_running_engine_and_the_next_start_says_why() {
    let hall = Hall::new();
    // Without root everything of it works as well.
    let (link, id, endpoint) = (plain_hand(&hall), "rm-silent01", Endpoint::start());
    let port = free_port();
    let served = Served { kind: KIND, port };
    let start = || Intent::StartEngine(with_keys(port, &endpoint));
    instance(&link, id, Intent::PrepareDisk { size_mib: 256, protection: Protection::Plain }).await;
    instance(&link, id, Intent::InitialiseEngine(setup_of(KIND, port))).await;
    instance(&link, id, start()).await;
    assert_eq!(
        ask(&link, id, account_of(KIND, "app", rampart_rds::intent::AccountKind::Normal)).await,
        Ok(Report::Done)
    );
    assert_eq!(ask(&link, id, database_of(KIND, "app", "app")).await, Ok(Report::Done));
    fill_encrypted(served);
    encrypted(&link, id, 1).await;

    // Asked for a version that nobody gives, the plugin asks, gets no answer, and goes on with what it has.
    endpoint.asked();
    endpoint.behave(|manner| manner.silent = true);
    let answer = ask(&link, id, Intent::EncryptTables { version: 3 }).await;
    assert!(matches!(answer, Ok(Report::Tables(TableFacts { encrypted: 0, .. }))), "{answer:?}");
    assert!(!endpoint.asked().is_empty());
    served
        .query(
            "app",
            "app",
            "CREATE TABLE u AS SELECT * FROM t; INSERT INTO u SELECT * FROM u; FLUSH TABLES u FOR EXPORT",
        )
        .map(drop)
        .unwrap_or_default();
    assert_eq!(served.query("app", "app", "SELECT COUNT(*) FROM u").unwrap(), "4000");
    assert!(endpoint.asked().is_empty(), "it asked again though its cache is good for years");
    stop(&link, id).await;
    assert_eq!(leaks(&hall, id), [""; 0]);

    // (what the endpoint does, what is said of it)
    let manners = [(true, None, "Empty reply"), (false, Some(403), "not now"), (false, Some(503), "not now")];
    for (silent, status, says) in manners {
        endpoint.behave(|manner| (manner.silent, manner.status) = (silent, status));
        let begun = Instant::now();
        let Err(HandFailed::StartFailed(why)) = ask(&link, id, start()).await else { panic!("it started") };
        assert!(why.contains("keys of its tables were not given") && why.contains(says), "{why}");
        assert!(begun.elapsed() < Duration::from_secs(30), "refused, not timed out");
    }
    let mut gone = endpoint.source();
    gone.endpoint.set_port(free_port());
    let setup = EngineSetup { tables: Some(Box::new(gone)), ..setup_of(KIND, port) };
    let Err(HandFailed::StartFailed(why)) = ask(&link, id, Intent::StartEngine(setup)).await else {
        panic!()
    };
    assert!(why.contains("keys of its tables were not given"), "{why}");
    let data = hall.path(id, "disk/data/mariadb/data");
    assert!(
        fs::read_dir(data).unwrap().flatten().all(|file| !file
            .file_name()
            .to_str()
            .unwrap()
            .starts_with("core"))
    );

    endpoint.behave(|manner| (manner.silent, manner.status) = (false, None));
    instance(&link, id, start()).await;
    assert_eq!(served.query("app", "app", "SELECT COUNT(*) FROM u").unwrap(), "4000");
}

fn fill_encrypted(served: Served) {
    let fill = format!(
        "CREATE TABLE t (v VARCHAR(200)); INSERT INTO t SELECT CONCAT('{MARKER}-', seq) FROM seq_1_to_2000; \
         CREATE TEMPORARY TABLE x AS SELECT * FROM t; SELECT COUNT(DISTINCT a.v) FROM t a JOIN x b USING (v)"
    );
    served.query("app", "app", &fill).unwrap();
}

#[tokio::test]
async fn a_table_that_takes_long_holds_up_neither_other_orders_nor_the_end_of_its_engine() {
    let hall = Hall::new();
    let (link, id, endpoint) = (plain_hand(&hall), "rm-long01", Endpoint::start());
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    served
        .query("app", "app", "CREATE TABLE bare (v INT) ENCRYPTED = NO; INSERT INTO bare VALUES (1)")
        .unwrap();
    stop(&link, id).await;
    let start = || Intent::StartEngine(with_keys(served.port, &endpoint));
    instance(&link, id, start()).await;

    // For as long as somebody reads it, nobody can make it anew: longer than any statement of an order's may take.
    let mut reader = reader(served);
    for _ in 0..3 {
        let answer = ask(&link, id, Intent::EncryptTables { version: 1 }).await;
        assert!(matches!(answer, Ok(Report::Tables(facts)) if facts.encrypted < facts.spaces), "{answer:?}");
    }
    let account = account_of(KIND, "other", rampart_rds::intent::AccountKind::Normal);
    assert_eq!(ask(&link, id, account).await, Ok(Report::Done));
    let stopped = Intent::StopEngine { patience: limits::LOCK_PATIENCE };
    assert_eq!(instance(&link, id, stopped).await.engine.unwrap().state, EngineState::Stopped);
    reader.wait().unwrap();

    instance(&link, id, start()).await;
    encrypted(&link, id, 1).await;
    assert_eq!(served.query("app", "app", "SELECT * FROM bare").unwrap(), "1");
}

/// Somebody who reads the table `bare` and does not end.
fn reader(served: Served) -> std::process::Child {
    let mut client = Command::new("mariadb");
    client.args([
        "--no-defaults",
        "-h",
        "127.0.0.1",
        "-P",
        &served.port.to_string(),
        "-u",
        "app",
        "-D",
        "app",
    ]);
    client.args(["-e", "BEGIN; SELECT * FROM bare; SELECT SLEEP(86400)"]).env("MYSQL_PWD", PASSWORD);
    let reader = client.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let reads = "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep'";
    let deadline = Instant::now() + BACKGROUND_PATIENCE;
    while served.query("app", "app", reads).unwrap() != "1" {
        assert!(Instant::now() < deadline, "it does not read");
    }
    reader
}
