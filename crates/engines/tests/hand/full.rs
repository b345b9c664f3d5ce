//! A disk that is full: its own instance may fail, with the reason; nothing acknowledged is lost, and nobody else notices.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use rampart_rds::intent::{AccountKind, EngineKind, EngineState, HandFailed, Intent, Protection, Report};

use crate::hall::{
    BOTH, Hall, PATIENCE, SIZE_MIB, Served, account_of, ask, database_of, encrypted, free_port, instance,
    named, query, root_or_skip, running, running_of, setup_of,
};

/// Takes all room of a disk but for some blocks, in a file on it.
fn fill(disk: &Path, file: &Path) {
    const LEFT: u64 = 64 << 10;
    let told = Command::new("df").args(["--output=avail", "-B1"]).arg(disk).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let free: u64 = told.lines().last().unwrap().trim().parse().unwrap();
    if let Some(bytes) = free.checked_sub(LEFT).filter(|bytes| *bytes > 0) {
        let done = Command::new("fallocate").args(["-l", &bytes.to_string()]).arg(file).status();
        assert!(done.unwrap().success());
    }
}

#[tokio::test]
async fn a_full_disk_stops_at_most_its_own_engine_which_starts_again_to_make_room() {
    if !root_or_skip("a full disk") {
        return;
    }
    for kind in BOTH {
        full(kind).await;
    }
}

async fn full(kind: EngineKind) {
    let hall = Hall::new();
    let (link, id, other) = (hall.hand(), &*named(kind, "full0001"), "pgm-beside01");
    let beside = running(&link, other, Protection::Plain).await;
    let served = running_of(&link, id, kind, encrypted(9)).await;
    served.query("app", "app", "CREATE TABLE t AS SELECT 42 AS v").unwrap();
    let (disk, filler) = (hall.path(id, "disk"), hall.path(id, "disk/data/filler"));
    let reserve = disk.join("reserve");
    assert!(reserve.exists());

    fill(&disk, &filler);
    let rows = match kind {
        EngineKind::PostgreSql => "generate_series(1, 200000)",
        EngineKind::MariaDb => "seq_1_to_200000",
    };
    let write = format!("CREATE TABLE much AS SELECT REPEAT('x', 1000) AS v FROM {rows}");
    served.query("app", "app", &write).unwrap_err();
    assert_eq!(query(beside, "app", "app", "SELECT 1").unwrap(), "1");

    // Whether it failed at that or not, it is stopped, and opened anew with the room that was kept back.
    let start = || Intent::StartEngine(setup_of(kind, served.port));
    let stopped = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
    let reopen = async || {
        instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
        instance(&link, id, Intent::OpenDisk { protection: encrypted(9) }).await;
    };
    reopen().await;
    assert!(!reserve.exists());
    instance(&link, id, start()).await;
    assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), "42");

    // That room is taken too, and the engine killed: if it cannot start, it says why.
    fill(&disk, &hall.path(id, "disk/data/more"));
    let seen = instance(&link, id, Intent::Look).await.engine.unwrap().state;
    let EngineState::Running { process, .. } = seen else { panic!("{seen:?}") };
    Command::new("kill").args(["-9", &process.pid.to_string()]).status().unwrap();
    let _ = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    match ask(&link, id, start()).await {
        Ok(_) => {}
        Err(HandFailed::NoRoom(why)) => assert!(why.contains("is full"), "{why}"),
        Err(other) => panic!("{other:?}"),
    }
    assert_eq!(query(beside, "app", "app", "SELECT 1").unwrap(), "1");

    // Its owner makes room: everything is as it was, the reserve included.
    let _ = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    fs::remove_file(&filler).unwrap();
    fs::remove_file(hall.path(id, "disk/data/more")).unwrap();
    reopen().await;
    assert!(reserve.exists());
    instance(&link, id, start()).await;
    assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), "42");
}

/// A hall on a machine with little room, all of whose disks are larger.
struct Small {
    hall: Option<Hall>,
    at: PathBuf,
}

impl Small {
    fn new(mib: u32) -> Self {
        let hall = Hall::new();
        let at = hall.instances().parent().unwrap().to_owned();
        let options = format!("size={mib}m,mode=711");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "small"]).arg(&at).status();
        assert!(mounted.unwrap().success());
        Self { hall: Some(hall), at }
    }

    fn hall(&self) -> &Hall {
        self.hall.as_ref().unwrap()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        drop(self.hall.take());
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
        let _ = fs::remove_dir(&self.at);
    }
}

#[tokio::test]
async fn a_machine_that_is_full_loses_no_acknowledged_row_and_its_databases_say_why_they_rest() {
    if !root_or_skip("a full machine") {
        return;
    }
    for kind in BOTH {
        full_machine(kind).await;
    }
}

async fn full_machine(kind: EngineKind) {
    const DISK_MIB: u64 = 4 * SIZE_MIB;
    const ROWS: u64 = 5000;
    let small = Small::new(400);
    let hall = small.hall();
    let (link, id) = (hall.hand(), &*named(kind, "small001"));
    let served = Served { kind, port: free_port() };
    let start = || Intent::StartEngine(setup_of(kind, served.port));
    instance(&link, id, Intent::PrepareDisk { size_mib: DISK_MIB, protection: encrypted(4) }).await;
    instance(&link, id, Intent::InitialiseEngine(setup_of(kind, served.port))).await;
    instance(&link, id, start()).await;
    assert_eq!(ask(&link, id, account_of(kind, "app", AccountKind::Normal)).await, Ok(Report::Done));
    assert_eq!(ask(&link, id, database_of(kind, "app", "app")).await, Ok(Report::Done));
    served.query("app", "app", "CREATE TABLE t (v INT)").unwrap();

    let filler = small.at.join("filler");
    fill(&small.at, &filler);
    let rows = match kind {
        EngineKind::PostgreSql => format!("generate_series(1, {ROWS})"),
        EngineKind::MariaDb => format!("seq_1_to_{ROWS}"),
    };
    let write = format!("INSERT INTO t SELECT 1 FROM {rows}");
    let acknowledged = (0..2000).take_while(|_| served.query("app", "app", &write).is_ok()).count() as u64;
    assert!(acknowledged < 2000, "nothing was full");

    // What is asked after an end, as long as it is full: whatever fails names the cause.
    let close = || Intent::CloseDisk { patience: PATIENCE };
    let open = || Intent::OpenDisk { protection: encrypted(4) };
    let stop = || Intent::StopEngine { patience: PATIENCE };
    for order in [stop(), close(), open(), start()] {
        match ask(&link, id, order).await {
            Ok(_) => {}
            Err(HandFailed::NoRoom(why)) => assert!(why.contains("is full"), "{why}"),
            Err(HandFailed::DiskClosed) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    fs::remove_file(filler).unwrap();
    for order in [stop(), close(), open(), start()] {
        instance(&link, id, order).await;
    }
    let found: u64 = served.query("app", "app", "SELECT COUNT(*) FROM t").unwrap().parse().unwrap();
    assert!(
        [acknowledged, acknowledged + 1].contains(&(found / ROWS)) && found.is_multiple_of(ROWS),
        "{found} {acknowledged}"
    );
}
