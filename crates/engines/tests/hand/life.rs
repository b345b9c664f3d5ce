//! A whole life: made, filled, locked, opened again, destroyed.

use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use rampart_rds::intent::{EngineState, HandFailed, Intent, KeyStatus, Protection, Report};

use crate::hall::{
    Hall, PATIENCE, SIZE_MIB, ask, encrypted, free_port, instance, loops_of, query, root_or_skip, running,
    setup,
};

const MARKER: &str = "the-row-that-must-not-be-found-9f1c";

#[tokio::test]
async fn an_encrypted_instance_lives_locks_opens_and_leaves_nothing_readable() {
    if !root_or_skip("the life of an encrypted instance") {
        return;
    }
    let hall = Hall::new();
    let link = hall.hand();
    let (locked, plain) = ("pgm-locked01", "pgm-plain001");
    let port = running(&link, locked, encrypted(7)).await;
    let plain_port = running(&link, plain, Protection::Plain).await;
    for port in [port, plain_port] {
        query(port, "app", "app", &format!("CREATE TABLE t (v text); INSERT INTO t VALUES ('{MARKER}')"))
            .unwrap();
    }
    assert_eq!(ask(&link, locked, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Present)));
    let log = hall.path(locked, "disk/data/pgdata/log");
    assert!(fs::read_dir(log).unwrap().count() > 0, "the engine's log lies on its disk");

    for (id, port) in [(locked, port), (plain, plain_port)] {
        let early = ask(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
        assert_eq!(early, Err(HandFailed::EngineRunning));
        let stopped = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
        assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
        let closed = instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await.disk.unwrap();
        assert!(closed.present && closed.is_closed(), "{closed:?}");
        assert!(loops_of(&hall.path(id, "image")).is_empty());
        assert!(query(port, "app", "app", "SELECT 1").is_err());
        // Asked again there is nothing to do.
        instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
    }
    // The search means something only because it finds the same row on the disk that is not encrypted.
    assert!(holds(&hall.path(plain, "image"), MARKER.as_bytes()));
    assert!(!holds(&hall.path(locked, "image"), MARKER.as_bytes()));

    let start = || Intent::StartEngine(setup(port));
    assert_eq!(ask(&link, locked, start()).await, Err(HandFailed::DiskClosed));
    let wrong = ask(&link, locked, Intent::OpenDisk { protection: encrypted(8) }).await;
    assert_eq!(wrong, Err(HandFailed::WrongKey));
    assert_eq!(ask(&link, locked, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Absent)));
    let unprotected = ask(&link, locked, Intent::OpenDisk { protection: Protection::Plain }).await;
    assert!(matches!(unprotected, Err(HandFailed::DiskMismatch(_))), "{unprotected:?}");

    let open = instance(&link, locked, Intent::OpenDisk { protection: encrypted(7) }).await.disk.unwrap();
    assert!(open.is_open() && open.encrypted && open.size_mib == SIZE_MIB);
    instance(&link, locked, start()).await;
    assert_eq!(query(port, "app", "app", "SELECT v FROM t").unwrap(), MARKER);

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
    assert_eq!(query(port, "app", "app", "SELECT 1").map(drop).ok(), None);
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
    let hall = Hall::new();
    let link = hall.hand();
    let id = "pgm-broken01";
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    instance(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: Protection::Plain }).await;
    instance(&link, id, Intent::InitialiseEngine(setup(port))).await;
    assert_eq!(ask(&link, id, Intent::StartEngine(setup(port))).await, Err(HandFailed::PortTaken(port)));
    drop(taken);
    // Before its log is open, and after.
    for (broken, says) in [
        ("PG_VERSION", "FATAL:"),
        ("global/pg_control", "could not find the database system"),
        ("pg_wal", "FATAL:"),
    ] {
        let (path, away) = (hall.path(id, "disk/data/pgdata").join(broken), hall.path(id, "disk/data/away"));
        fs::rename(&path, &away).unwrap();
        let failed = ask(&link, id, Intent::StartEngine(setup(port))).await;
        fs::rename(&away, &path).unwrap();
        let Err(HandFailed::StartFailed(why)) = failed else { panic!("{broken}: {failed:?}") };
        assert!(why.contains(says), "{broken}: {why}");
    }
    instance(&link, id, Intent::StartEngine(setup(port))).await;
}

fn holds(path: &Path, wanted: &[u8]) -> bool {
    let mut file = File::open(path).unwrap();
    let mut window = Vec::new();
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut piece).unwrap();
        if read == 0 {
            return false;
        }
        window.extend_from_slice(&piece[..read]);
        if window.windows(wanted.len()).any(|bytes| bytes == wanted) {
            return true;
        }
        window.drain(..window.len().saturating_sub(wanted.len()));
    }
}
