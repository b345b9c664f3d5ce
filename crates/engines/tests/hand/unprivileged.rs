//! Without root: engines as the plain user, disks as plain folders, and nothing encrypted in silence.

use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt as _},
    process::{Command, Stdio},
};

use rampart_engines::{HandLink, hand};
use rampart_rds::intent::{EngineState, HandFailed, InstanceFacts, Intent, Order, Protection, Report};

use crate::hall::{Hall, PATIENCE, SIZE_MIB, ask, encrypted, instance, query, running};

const NOBODY: u32 = 65534;

pub(crate) fn plain_hand(hall: &Hall) -> HandLink {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rampart-hand"));
    command.stdout(Stdio::null());
    if rampart_engines::root::is_root() {
        chown(&hall.config.data_dir, Some(NOBODY), Some(NOBODY)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    hand::start_as(command, &hall.config).unwrap()
}

#[tokio::test]
async fn a_database_runs_in_a_plain_folder_and_an_encrypted_disk_is_refused_with_the_remedy() {
    let hall = Hall::new();
    let link = plain_hand(&hall);
    let id = "pgm-plainusr";
    let refused = ask(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(1) }).await;
    let Err(HandFailed::NeedsRoot { .. }) = &refused else { panic!("{refused:?}") };
    assert!(refused.unwrap_err().to_string().contains("start the server as root"));

    let port = running(&link, id, Protection::Plain).await;
    assert_eq!(query(port, "app", "app", "SELECT 1").unwrap(), "1");
    let facts = instance(&link, id, Intent::Look).await;
    assert!(confined(&hall, id, &facts), "one user, so Landlock keeps the engine to its folder");
    assert_eq!(facts.user, None);
    assert!(!facts.disk.unwrap().encrypted);
    let stopped = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
    instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
    assert_eq!(ask(&link, id, Intent::DestroyDisk).await, Ok(Report::Done));
    assert!(!hall.instances().join(id).exists());
}

/// Whether the engine, asked as its superuser, cannot read the server's files, though its user could.
fn confined(hall: &Hall, id: &str, facts: &InstanceFacts) -> bool {
    let secret = hall.config.data_dir.join("secret");
    fs::write(&secret, "the server's secret").unwrap();
    let ask = |statement: String| {
        let port = facts.engine.as_ref().and_then(|engine| engine.port).unwrap();
        let mut psql = Command::new("psql");
        psql.args([
            "-X",
            "-A",
            "-t",
            "-U",
            "rampart",
            "-d",
            "postgres",
            "-p",
            &port.to_string(),
            "-c",
            &statement,
        ]);
        psql.arg("-h").arg(hall.path(id, "run")).current_dir("/");
        if rampart_engines::root::is_root() {
            psql.uid(NOBODY).gid(NOBODY);
        }
        let output = psql.output().unwrap();
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let read = ask(format!("SELECT pg_read_file('{}')", secret.display()));
    let control = ask("SELECT pg_read_file('PG_VERSION')".to_owned());
    assert!(control.trim().parse::<u32>().is_ok(), "the control: {control}");
    read.contains("Permission denied")
}

#[tokio::test]
async fn the_probe_says_what_works_and_what_to_do_about_the_rest() {
    let hall = Hall::new();
    let Ok(Report::Host(without)) = plain_hand(&hall).carry_out(Order::Probe).await else { panic!() };
    assert!(!without.root);
    let disks = without.capabilities.iter().find(|one| one.name == "encrypted disks").unwrap();
    assert!(!disks.works && disks.seen.contains("needs root"), "{disks:?}");
    if rampart_engines::root::is_root() {
        let hall = Hall::new();
        let link = hall.hand();
        for _ in 0..2 {
            let Ok(Report::Host(with)) = link.carry_out(Order::Probe).await else { panic!() };
            assert!(with.root && !with.engines.is_empty());
            let disks = with.capabilities.iter().find(|one| one.name == "encrypted disks").unwrap();
            assert!(disks.works, "{disks:?}");
            assert!(with.capabilities.iter().all(|one| one.works || one.remedy.is_some()));
        }
        assert_eq!(link.carry_out(Order::Survey).await, Ok(Report::Survey(Vec::new())));
    }
}
