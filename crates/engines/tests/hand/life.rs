//! A whole life: made, filled, locked, opened again, destroyed.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use rampart_rds::intent::{
    AccountKind, EngineKind, EngineState, HandFailed, InstanceFacts, Intent, KeyStatus, Protection, Report,
};

use crate::{
    hall::{
        BOTH, Hall, PATIENCE, SIZE_MIB, Served, account_of, ask, database_of, encrypted, free_port, instance,
        loopback, loops_of, named, root_or_skip, running_of, setup, setup_of,
    },
    unprivileged::plain_hand,
};

const MARKER: &str = "the-row-that-must-not-be-found-9f1c";

#[tokio::test]
async fn an_encrypted_instance_lives_locks_opens_and_leaves_nothing_readable() {
    if !root_or_skip("the life of an encrypted instance") {
        return;
    }
    for kind in BOTH {
        whole_life(kind).await;
    }
}

async fn whole_life(kind: EngineKind) {
    let hall = Hall::new();
    let link = hall.hand();
    let (locked, plain) = (&*named(kind, "locked01"), &*named(kind, "plain001"));
    let served = running_of(&link, locked, kind, encrypted(7)).await;
    let plain_served = running_of(&link, plain, kind, Protection::Plain).await;
    for served in [served, plain_served] {
        served
            .query("app", "app", &format!("CREATE TABLE t (v text); INSERT INTO t VALUES ('{MARKER}')"))
            .unwrap();
    }
    assert_eq!(ask(&link, locked, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Present)));
    let log = match kind {
        EngineKind::PostgreSql => "disk/data/pgdata/log",
        EngineKind::MariaDb => "disk/data/mariadb/error.log",
    };
    let log = hall.path(locked, log);
    assert!(log.is_file() || fs::read_dir(log).unwrap().count() > 0, "the engine's log lies on its disk");

    for (id, served) in [(locked, served), (plain, plain_served)] {
        let early = ask(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
        assert_eq!(early, Err(HandFailed::EngineRunning));
        let stopped = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
        assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
        let closed = instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await.disk.unwrap();
        assert!(closed.present && closed.is_closed(), "{closed:?}");
        assert!(loops_of(&hall.path(id, "image")).is_empty());
        assert!(served.query("app", "app", "SELECT 1").is_err());
        // Asked again there is nothing to do.
        instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
    }
    // The search means something only because it finds the same row on the disk that is not encrypted.
    assert!(holds(&hall.path(plain, "image"), MARKER));
    assert!(!holds(&hall.path(locked, "image"), MARKER));

    let start = || Intent::StartEngine(setup_of(kind, served.port));
    assert_eq!(ask(&link, locked, start()).await, Err(HandFailed::DiskClosed));
    let wrong = ask(&link, locked, Intent::OpenDisk { protection: encrypted(8) }).await;
    assert_eq!(wrong, Err(HandFailed::WrongKey));
    assert_eq!(ask(&link, locked, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Absent)));
    let unprotected = ask(&link, locked, Intent::OpenDisk { protection: Protection::Plain }).await;
    assert!(matches!(unprotected, Err(HandFailed::DiskMismatch(_))), "{unprotected:?}");

    let open = instance(&link, locked, Intent::OpenDisk { protection: encrypted(7) }).await.disk.unwrap();
    assert!(open.is_open() && open.encrypted && open.size_mib == SIZE_MIB);
    instance(&link, locked, start()).await;
    assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), MARKER);

    for id in [locked, plain] {
        let uid = hall.uid(id);
        assert_eq!(ask(&link, id, Intent::DestroyDisk).await, Ok(Report::Done));
        assert_eq!(ask(&link, id, Intent::DestroyDisk).await, Ok(Report::Done));
        assert!(!hall.instances().join(id).exists());
        assert!(
            !Command::new("id").arg(uid.to_string()).output().unwrap().status.success(),
            "the user is given back"
        );
    }
    assert_eq!(served.query("app", "app", "SELECT 1").map(drop).ok(), None);
}

#[tokio::test]
async fn a_foreign_process_on_the_disk_is_named_and_closing_ends_well_once_it_is_gone() {
    if !root_or_skip("closing a disk that is in use") {
        return;
    }
    let hall = Hall::new();
    let link = hall.hand();
    let id = "pgm-held0001";
    instance(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(1) }).await;
    let held = hall.path(id, "disk/data/held");
    fs::write(&held, "x").unwrap();
    let mut holder = Command::new("sleep")
        .arg("600")
        .stdin(File::open(&held).unwrap())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();

    let busy = ask(&link, id, Intent::CloseDisk { patience: Duration::from_millis(100) }).await;
    let status = ask(&link, id, Intent::KeyStatus).await;
    let pid = i32::try_from(holder.id()).unwrap();
    holder.kill().unwrap();
    holder.wait().unwrap();
    let Err(HandFailed::DiskBusy { holders }) = &busy else { panic!("{busy:?}") };
    assert!(holders.iter().any(|one| one.pid == pid && one.command == "sleep"), "{holders:?}");
    assert!(busy.unwrap_err().to_string().contains(&format!("process {pid} (`sleep`)")));
    assert_eq!(status, Ok(Report::Key(KeyStatus::IncompletelyRemoved)));
    let closed = instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await.disk.unwrap();
    assert!(closed.is_closed(), "{closed:?}");
}

#[tokio::test]
async fn a_disk_and_an_engine_are_what_they_were_made_as() {
    if !root_or_skip("asking for another disk or engine") {
        return;
    }
    let hall = Hall::new();
    let link = hall.hand();
    let id = "pgm-same0001";
    let prepare = |size_mib, protection| Intent::PrepareDisk { size_mib, protection };
    let port = free_port();
    assert_eq!(ask(&link, id, Intent::OpenDisk { protection: encrypted(1) }).await, Err(HandFailed::NoDisk));
    assert!(matches!(ask(&link, id, prepare(1, encrypted(1))).await, Err(HandFailed::SettingRefused(_))));
    instance(&link, id, prepare(SIZE_MIB, encrypted(1))).await;
    instance(&link, id, prepare(SIZE_MIB, encrypted(1))).await;
    assert_eq!(ask(&link, id, prepare(SIZE_MIB, encrypted(2))).await, Err(HandFailed::WrongKey));
    assert!(matches!(
        ask(&link, id, prepare(2 * SIZE_MIB, encrypted(1))).await,
        Err(HandFailed::DiskMismatch(_))
    ));
    assert!(matches!(
        ask(&link, id, prepare(SIZE_MIB, Protection::Plain)).await,
        Err(HandFailed::DiskMismatch(_))
    ));

    assert_eq!(ask(&link, id, Intent::StartEngine(setup(port))).await, Err(HandFailed::NotInitialised));
    let mut missing = setup(port);
    missing.version = "9".to_owned();
    assert!(matches!(
        ask(&link, id, Intent::InitialiseEngine(missing)).await,
        Err(HandFailed::EngineMissing { .. })
    ));
    let initialise = |setup| Intent::InitialiseEngine(setup);
    instance(&link, id, initialise(setup(port))).await;
    let mut later = setup(port);
    later.version = "99".to_owned();
    assert!(matches!(ask(&link, id, initialise(later)).await, Err(HandFailed::SettingRefused(_))));
}

#[tokio::test]
async fn an_engine_that_cannot_start_says_why() {
    if !root_or_skip("starting a broken engine") {
        return;
    }
    // Before its log is open, and after.
    let postgres = [
        ("pgdata/PG_VERSION", "FATAL:"),
        ("pgdata/global/pg_control", "could not find the database system"),
        ("pgdata/pg_wal", "FATAL:"),
    ];
    let mariadb = [
        ("mariadb/nothing", "secure-file-priv"),
        ("mariadb/data/mysql", "privilege tables"),
        ("mariadb/data/ib_logfile0", "InnoDB"),
    ];
    for (kind, broken) in [(EngineKind::PostgreSql, postgres), (EngineKind::MariaDb, mariadb)] {
        let hall = Hall::new();
        let link = hall.hand();
        let id = &*named(kind, "broken01");
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let start = || Intent::StartEngine(setup_of(kind, port));
        instance(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: Protection::Plain }).await;
        instance(&link, id, Intent::InitialiseEngine(setup_of(kind, port))).await;
        assert_eq!(ask(&link, id, start()).await, Err(HandFailed::PortTaken(port)));
        drop(taken);
        for (broken, says) in broken {
            let (path, away) = (hall.path(id, "disk/data").join(broken), hall.path(id, "disk/data/away"));
            fs::rename(&path, &away).unwrap();
            let failed = ask(&link, id, start()).await;
            fs::rename(&away, &path).unwrap();
            let Err(HandFailed::StartFailed(why)) = failed else { panic!("{broken}: {failed:?}") };
            assert!(why.contains(says), "{broken}: {why}");
        }
        instance(&link, id, start()).await;
    }
}

/// `grep` skips the holes of an image.
fn holds(path: &Path, wanted: &str) -> bool {
    Command::new("grep").args(["-qaF", wanted]).arg(path).status().unwrap().success()
}

#[tokio::test]
async fn an_engine_that_takes_long_to_start_is_answered_for_and_let_in_to_later() {
    for kind in BOTH {
        let mut hall = Hall::new();
        hall.config.start_patience = Duration::ZERO;
        let (link, id, port) = (plain_hand(&hall), named(kind, "slow01"), free_port());
        instance(&link, &id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: Protection::Plain }).await;
        instance(&link, &id, Intent::InitialiseEngine(setup_of(kind, port))).await;
        let accepts = |facts: InstanceFacts| match facts.engine.unwrap().state {
            EngineState::Running { accepting, .. } => accepting,
            EngineState::Stopped => panic!("it does not run"),
        };
        assert!(!accepts(instance(&link, &id, Intent::StartEngine(setup_of(kind, port))).await));
        while !accepts(instance(&link, &id, Intent::Look).await) {}
        let told = Report::AccessApplied { restart_needed: false };
        assert_eq!(ask(&link, &id, Intent::ApplyAccess(loopback())).await, Ok(told));
        assert_eq!(ask(&link, &id, account_of(kind, "app", AccountKind::Normal)).await, Ok(Report::Done));
        assert_eq!(ask(&link, &id, database_of(kind, "app", "app")).await, Ok(Report::Done));
        assert_eq!(Served { kind, port }.query("app", "app", "SELECT 1").unwrap(), "1");
    }
}
