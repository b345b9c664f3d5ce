//! An engine that ends by itself is told of at once, by whichever hand there is; one that is stopped is not. Whatever it did when it
//! ended, it starts again with all that was committed.

use std::{fs, os::unix::fs::FileExt as _};

use rampart_engines::HandLink;
use rampart_rds::intent::{EngineKind, EngineState, Hand as _, Intent, News, ProcessIdentity, Protection};
use tokio::sync::broadcast::error::TryRecvError;

use crate::hall::{BOTH, Hall, PATIENCE, id, instance, named, root_or_skip, running_of, setup_of};

async fn process_of(link: &HandLink, id: &str) -> ProcessIdentity {
    let engine = instance(link, id, Intent::Look).await.engine.unwrap();
    let EngineState::Running { process, .. } = engine.state else { panic!("{engine:?}") };
    process
}

fn kill(process: ProcessIdentity) {
    let killed = std::process::Command::new("kill").args(["-9", &process.pid.to_string()]).status();
    assert!(killed.unwrap().success());
}

#[tokio::test]
async fn an_engine_that_ends_by_itself_is_told_of_at_once_and_one_that_is_stopped_is_not() {
    if !root_or_skip("killing engines") {
        return;
    }
    let hall = Hall::new();
    for kind in BOTH {
        let link = hall.hand();
        let name = named(kind, "ending01");
        let ended = News::EngineEnded { id: id(&name) };
        let mut news = link.news();
        let served = running_of(&link, &name, kind, Protection::Plain).await;
        kill(process_of(&link, &name).await);
        assert_eq!(news.recv().await.unwrap(), ended);
        let start = || Intent::StartEngine(setup_of(kind, served.port));
        instance(&link, &name, start()).await;

        // A hand that comes later watches what it finds.
        drop(link);
        let link = hall.hand();
        let mut news = link.news();
        kill(process_of(&link, &name).await);
        assert_eq!(news.recv().await.unwrap(), ended);
        instance(&link, &name, start()).await;
        instance(&link, &name, Intent::StopEngine { patience: PATIENCE }).await;
        assert_eq!(news.try_recv(), Err(TryRecvError::Empty), "{kind:?}");
    }
}

/// In its shutdown MariaDB closes its log of changes before InnoDB writes out what it knows of the last commits. Killed in between,
/// it finds at its next start what was prepared, and no log that would say what became of it. The files of that moment, made by hand.
#[tokio::test]
async fn commits_stand_in_an_engine_that_was_killed_in_the_midst_of_its_shutdown() {
    if !root_or_skip("killing an engine in its shutdown") {
        return;
    }
    let (hall, name) = (Hall::new(), "rm-ending02");
    let link = hall.hand();
    let mut news = link.news();
    let served = running_of(&link, name, EngineKind::MariaDb, Protection::Plain).await;
    let process = process_of(&link, name).await;
    served.query("app", "app", "CREATE TABLE t (v INT)").unwrap();
    served.query("app", "app", "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)").unwrap();
    kill(process);
    assert_eq!(news.recv().await.unwrap(), News::EngineEnded { id: id(name) });

    close_log(&hall, name);
    instance(&link, name, Intent::StartEngine(setup_of(EngineKind::MariaDb, served.port))).await;
    assert_eq!(served.query("app", "app", "SELECT SUM(v) FROM t").unwrap(), "3");
}

/// Takes the mark from MariaDB's newest log of changes that says that it is being written: `LOG_EVENT_BINLOG_IN_USE_F`, in the flags of
/// the header (19 bytes) of the event that follows the log's first four bytes.
fn close_log(hall: &Hall, id: &str) {
    const FLAGS: u64 = 4 + 17;
    const IN_USE: u8 = 1;
    let logs = fs::read_dir(hall.path(id, "disk/data/mariadb/data")).unwrap().flatten();
    let logs = logs.map(|log| log.path()).filter(|log| log.to_str().unwrap().contains("/binlog.0"));
    let newest = fs::File::options().read(true).write(true).open(logs.max().unwrap()).unwrap();
    let mut flags = [0];
    newest.read_exact_at(&mut flags, FLAGS).unwrap();
    assert_eq!(flags[0] & IN_USE, IN_USE, "it was killed while it wrote");
    newest.write_all_at(&[flags[0] & !IN_USE], FLAGS).unwrap();
}
