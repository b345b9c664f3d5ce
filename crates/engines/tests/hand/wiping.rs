//! Blocks that hold nothing of any file: what is left in them, and a disk that a hand left frozen when it was killed over them.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use rampart_engines::HandLink;
use rampart_rds::intent::{EngineKind, EngineSetup, EngineState, HandFailed, Intent, Protection, Report};
use rustix::fs::{FallocateFlags, fallocate};

use crate::{
    endpoint::Endpoint,
    hall::{Hall, PATIENCE, Served, ask, instance, root_or_skip, running_of, setup_of},
};

const KIND: EngineKind = EngineKind::MariaDb;
const MARKER: &str = "a-block-of-a-file-that-is-gone-51e7";
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(120);

/// An engine on an unencrypted disk, started once more with keys.
async fn with_keys(link: &HandLink, id: &str, endpoint: &Endpoint) -> Served {
    let served = running_of(link, id, KIND, Protection::Plain).await;
    let rows =
        "CREATE TABLE t (v INT PRIMARY KEY AUTO_INCREMENT); INSERT INTO t SELECT seq FROM seq_1_to_1000";
    served.query("app", "app", rows).unwrap();
    instance(link, id, Intent::StopEngine { patience: PATIENCE }).await;
    let setup = setup_of(KIND, served.port);
    let setup = EngineSetup { tables: Some(Box::new(endpoint.source())), ..setup };
    instance(link, id, Intent::StartEngine(setup)).await;
    served
}

/// Asks until all is encrypted, or the hand is gone.
async fn encrypt(link: &HandLink, id: &str) -> Result<(), HandFailed> {
    let deadline = Instant::now() + BACKGROUND_PATIENCE;
    loop {
        match ask(link, id, Intent::EncryptTables { version: 1 }).await? {
            Report::Tables(facts) if facts.spaces == facts.encrypted => return Ok(()),
            answer => assert!(Instant::now() < deadline, "{answer:?}"),
        }
    }
}

fn succeeds(program: &str, words: &[&str], path: &Path) -> bool {
    Command::new(program).args(words).arg(path).output().unwrap().status.success()
}

/// Files that grow or were given room just now, one of them without a name, hold blocks that the file system has taken from what
/// was free and that nobody has written since.
#[tokio::test]
async fn every_block_that_is_no_written_content_of_a_file_is_wiped_while_rows_are_written() {
    if !root_or_skip("wiping blocks") {
        return;
    }
    let hall = Hall::new();
    let (link, id, endpoint) = (hall.hand(), "rm-vacant01", Endpoint::start());
    let served = with_keys(&link, id, &endpoint).await;
    let (disk, image) = (hall.path(id, "disk"), hall.path(id, "image"));
    let holds = || succeeds("grep", &["-qaF", MARKER], &image);

    // Every free block held it, and what is taken from now on is one of those.
    fs::remove_file(disk.join("reserve")).unwrap();
    let filler = disk.join("filler");
    let mut full = File::create(&filler).unwrap();
    let block = MARKER.repeat((1 << 20) / MARKER.len());
    while full.write_all(block.as_bytes()).is_ok() {}
    drop(full);
    assert!(succeeds("sync", &["-f"], &disk) && holds());
    fs::remove_file(&filler).unwrap();
    assert!(succeeds("sync", &["-f"], &disk));
    let growing: Vec<File> = (0..4).map(|file| grown(&disk.join(format!("data/growing-{file}")))).collect();
    let given = given(&disk.join("data/given"));
    let nameless = held_by_its_user(&hall, id, &disk.join("data/nameless"));
    assert!(succeeds("fstrim", &[], &disk) && holds(), "the file system wipes all of it by itself");

    let writer = thread::spawn(move || {
        for _ in 0..400 {
            served.query("app", "app", "INSERT INTO t SELECT NULL FROM seq_1_to_50").unwrap();
        }
    });
    encrypt(&link, id).await.unwrap();
    assert!(!holds());
    writer.join().unwrap();

    drop((growing, given, nameless));
    assert_eq!(served.query("app", "app", "SELECT COUNT(*), MAX(v) >= 21000 FROM t").unwrap(), "21000\t1");
    assert_eq!(served.query("app", "app", "CHECK TABLE t EXTENDED").unwrap(), "app.t\tcheck\tstatus\tOK");
    instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
    assert!(succeeds("e2fsck", &["-fn"], &image), "the file system is whole");
    assert!(!holds());
}

/// A file that is open and grows, behind whose end blocks are kept ready.
fn grown(path: &Path) -> File {
    let mut file = File::create(path).unwrap();
    for _ in 0..20 {
        file.write_all(&[b'x'; 8192]).unwrap();
        file.sync_all().unwrap();
    }
    file
}

fn given(path: &Path) -> File {
    let file = File::create(path).unwrap();
    fallocate(&file, FallocateFlags::empty(), 0, 4 << 20).unwrap();
    file.sync_all().unwrap();
    file
}

/// A process of the instance's user that holds a file which has no name any more.
fn held_by_its_user(hall: &Hall, id: &str, path: &Path) -> Holder {
    let file = given(path);
    fs::remove_file(path).unwrap();
    assert!(succeeds("sync", &["-f"], &hall.path(id, "disk")));
    let mut holder = Command::new("sleep");
    std::os::unix::process::CommandExt::uid(&mut holder, hall.uid(id));
    Holder(holder.arg("600").stdin(file).spawn().unwrap())
}

struct Holder(std::process::Child);

impl Drop for Holder {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[tokio::test]
async fn a_disk_that_a_killed_hand_left_frozen_is_thawed_by_the_next_before_anything_else() {
    if !root_or_skip("a frozen disk") {
        return;
    }
    let hall = Hall::new();
    let (link, id, endpoint) = (hall.hand(), "rm-frozen01", Endpoint::start());
    let served = with_keys(&link, id, &endpoint).await;
    let disk = hall.path(id, "disk");
    let write = || served.query("app", "app", "INSERT INTO t VALUES (NULL)").unwrap();
    drop(link);

    let dying = hall.hand_dying_after("disk frozen");
    assert_eq!(encrypt(&dying, id).await, Err(HandFailed::Gone));
    assert!(!succeeds("fsfreeze", &["-f"], &disk), "it is frozen");
    // Whoever writes meanwhile waits, and goes on.
    let waiting = thread::spawn(move || served.query("app", "app", "INSERT INTO t VALUES (NULL)").unwrap());
    let link = hall.hand();
    let facts = instance(&link, id, Intent::Look).await;
    assert!(matches!(facts.engine.unwrap().state, EngineState::Running { accepting: true, .. }));
    waiting.join().unwrap();
    write();

    // The same by somebody else's hand, and found by one that has nothing to do.
    assert!(succeeds("fsfreeze", &["-f"], &disk));
    assert!(Command::new("kill").args(["-9", &link.process_id().to_string()]).status().unwrap().success());
    link.gone().await;
    let link = hall.hand();
    instance(&link, id, Intent::Look).await;
    write();
    assert_eq!(served.query("app", "app", "SELECT COUNT(*) FROM t").unwrap(), "1003");
}
