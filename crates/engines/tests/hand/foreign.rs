//! Another mount namespace has a copy of a disk's mount: a container that began meanwhile, a unit with mounts of its own. It
//! keeps the image attached, and nothing else.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rampart_engines::HandLink;
use rampart_rds::intent::{
    DiskFacts, EngineKind, EngineState, HandFailed, Intent, KeyStatus, Protection, Report,
};

use crate::hall::{
    Hall, PATIENCE, ask, encrypted, instance, loops_of, named, root_or_skip, running_of, setup_of,
};

/// A process in a mount namespace of its own, with copies of all mounts that there are when it begins but for the disks of
/// tests beside this one.
struct Foreigner(Child);

impl Foreigner {
    /// One that does nothing.
    fn idle(hall: &Hall) -> Self {
        Self::doing(hall, "")
    }

    /// One that keeps a file open.
    fn with_open(hall: &Hall, file: &Path) -> Self {
        Self::doing(hall, &format!("exec 3<'{}'", file.display()))
    }

    fn doing(hall: &Hall, what: &str) -> Self {
        let words = format!(
            "for at in $(cut -d ' ' -f 2 /proc/self/mounts); do case $at in {}/*) ;; */instances/*/disk) \
             umount $at;; esac; done; {what}\nexec sleep 600",
            hall.instances().display()
        );
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", &words]).stdin(Stdio::null());
        let foreigner = Self(command.stdout(Stdio::null()).spawn().unwrap());
        let deadline = Instant::now() + Duration::from_secs(60);
        while fs::read_to_string(format!("/proc/{}/comm", foreigner.pid())).unwrap().trim() != "sleep" {
            assert!(Instant::now() < deadline, "it does not begin");
            std::thread::yield_now();
        }
        foreigner
    }

    fn pid(&self) -> u32 {
        self.0.id()
    }

    /// Whether it can read a file.
    fn reads(&self, file: &Path) -> bool {
        let mut command = Command::new("nsenter");
        command.args(["--mount", "--target", &self.pid().to_string(), "cat"]).arg(file);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    }
}

impl Drop for Foreigner {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn kill(pid: impl ToString) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap().success());
}

async fn disk(link: &HandLink, id: &str, intent: Intent) -> DiskFacts {
    instance(link, id, intent).await.disk.unwrap()
}

#[tokio::test]
async fn a_disk_whose_copy_another_namespace_holds_opens_again_on_the_same_device() {
    if !root_or_skip("a mount that another namespace holds") {
        return;
    }
    for (kind, is_encrypted) in [(EngineKind::PostgreSql, true), (EngineKind::MariaDb, false)] {
        let protection = || if is_encrypted { encrypted(7) } else { Protection::Plain };
        let hall = Hall::new();
        let (link, id) = (hall.hand(), &*named(kind, "foreign1"));
        let served = running_of(&link, id, kind, protection()).await;
        served.query("app", "app", "CREATE TABLE t AS SELECT 42 AS v").unwrap();
        let devices = loops_of(&hall.path(id, "image"));
        assert_eq!(devices.len(), 1);
        let foreigner = Foreigner::idle(&hall);

        // Engine and hand are killed, and the next hand is asked what is asked after that.
        let seen = instance(&link, id, Intent::Look).await.engine.unwrap().state;
        let EngineState::Running { process, .. } = seen else { panic!("{seen:?}") };
        kill(process.pid);
        kill(link.process_id());
        link.gone().await;
        let link = hall.hand();
        while instance(&link, id, Intent::Look).await.engine.unwrap().state != EngineState::Stopped {
            tokio::task::yield_now().await;
        }
        let close = || Intent::CloseDisk { patience: PATIENCE };
        let closed = disk(&link, id, close()).await;
        assert_eq!(
            (closed.mounted, closed.key, closed.attached),
            (false, KeyStatus::Absent, Some(devices[0].clone()))
        );
        instance(&link, id, Intent::OpenDisk { protection: protection() }).await;
        assert_eq!(loops_of(&hall.path(id, "image")), devices);
        instance(&link, id, Intent::StartEngine(setup_of(kind, served.port))).await;
        assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), "42");

        // What is held is not called erased.
        let Err(HandFailed::System { error, .. }) = ask(&link, id, Intent::DestroyDisk).await else {
            panic!("it was erased")
        };
        assert!(error.contains("another mount namespace holds it"), "{error}");
        drop(foreigner);
        assert_eq!(ask(&link, id, Intent::DestroyDisk).await, Ok(Report::Done));
        assert!(!hall.instances().join(id).exists());
    }
}

#[tokio::test]
async fn a_lock_takes_the_key_from_every_namespace_and_names_who_keeps_it_from_it() {
    if !root_or_skip("locking a mount that another namespace holds") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-foreign2");
    running_of(&link, id, EngineKind::PostgreSql, encrypted(8)).await;
    let file = hall.path(id, "disk/data/pgdata/PG_VERSION");
    let holder = Foreigner::with_open(&hall, &file);
    instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;

    let close = |patience| Intent::CloseDisk { patience };
    let busy = ask(&link, id, close(Duration::from_millis(100))).await;
    let Err(HandFailed::DiskBusy { holders }) = busy else { panic!("{busy:?}") };
    assert!(holders.iter().any(|found| u32::try_from(found.pid) == Ok(holder.pid())), "{holders:?}");
    assert_eq!(disk(&link, id, Intent::Look).await.key, KeyStatus::IncompletelyRemoved);
    drop(holder);
    let closed = disk(&link, id, close(PATIENCE)).await;
    assert!(closed.is_closed(), "{closed:?}");

    // Our mount was taken away, the copy and the key are still there: they are found by the device.
    instance(&link, id, Intent::OpenDisk { protection: encrypted(8) }).await;
    let foreigner = Foreigner::idle(&hall);
    assert!(Command::new("umount").arg(hall.path(id, "disk")).status().unwrap().success());
    assert!(foreigner.reads(&file));
    let closed = disk(&link, id, close(PATIENCE)).await;
    assert_eq!((closed.mounted, closed.attached.is_some()), (false, true));
    assert!(!foreigner.reads(&file));
}
