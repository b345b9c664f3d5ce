//! The hand is killed at every boundary between two of its steps, and asked again.

use std::time::{Duration, Instant};

use rampart_rds::intent::{
    AccountKind, EngineKind, EngineSetup, EngineState, HandFailed, Intent, KeyStatus, Report, TableFacts,
};

use crate::{
    endpoint::Endpoint,
    hall::{
        Hall, PATIENCE, SIZE_MIB, Served, account, account_of, ask, database, database_of, encrypted,
        free_port, instance, query, root_or_skip, setup, setup_of,
    },
};

/// The steps of each order, in their order. The hand dies after each, and is asked again.
const PREPARE: &[&str] = &[
    "disk recorded",
    "user chosen",
    "group made",
    "user made",
    "folders made",
    "image made",
    "file system made",
    "image named",
    "attached",
    "mounted",
    "key added",
    "data folder made",
    "policy set",
    "data folder given away",
];
const INITIALISE: &[&str] = &["engine recorded", "data folder initialised", "initialisation recorded"];
const START: &[&str] = &["configured", "launched", "process recorded", "accepting", "admitted"];
const STOP: &[&str] = &["engine ended", "end recorded"];
const CLOSE: &[&str] = &["key removed", "unmounted", "detached"];
const OPEN: &[&str] = &["folders made", "attached", "mounted", "key added"];
const DESTROY: &[&str] = &[
    "engine ended",
    "end recorded",
    "key removed",
    "unmounted",
    "detached",
    "image removed",
    "user removed",
    "record removed",
];

#[tokio::test]
async fn whatever_step_the_hand_dies_after_asking_again_finishes_the_work() {
    if !root_or_skip("killing the hand at every step") {
        return;
    }
    let hall = Hall::new();
    let id = "pgm-crash001";
    let port = free_port();
    let start = || Intent::StartEngine(setup(port));
    let close = || Intent::CloseDisk { patience: PATIENCE };

    until_done(&hall, id, PREPARE, &|| Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(3) })
        .await;
    until_done(&hall, id, INITIALISE, &|| Intent::InitialiseEngine(setup(port))).await;
    until_done(&hall, id, START, &start).await;
    until_done(&hall, id, &[], &|| account("app", AccountKind::Normal)).await;
    until_done(&hall, id, &["database made"], &|| database("app", "app")).await;
    query(port, "app", "app", "CREATE TABLE t AS SELECT 42 AS v").unwrap();
    until_done(&hall, id, STOP, &|| Intent::StopEngine { patience: PATIENCE }).await;
    until_done(&hall, id, CLOSE, &close).await;
    assert_eq!(ask(&hall.hand(), id, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Absent)));
    until_done(&hall, id, OPEN, &|| Intent::OpenDisk { protection: encrypted(3) }).await;
    until_done(&hall, id, START, &start).await;
    assert_eq!(query(port, "app", "app", "SELECT v FROM t").unwrap(), "42");
    until_done(&hall, id, DESTROY, &|| Intent::DestroyDisk).await;
    assert!(!hall.instances().join(id).exists());
}

#[tokio::test]
async fn the_same_holds_of_mariadb_and_of_the_encryption_of_its_tables() {
    if !root_or_skip("killing the hand at every step of MariaDB") {
        return;
    }
    const KIND: EngineKind = EngineKind::MariaDb;
    let (hall, endpoint) = (Hall::new(), Endpoint::start());
    let id = "rm-crash001";
    let served = Served { kind: KIND, port: free_port() };
    let plain = || setup_of(KIND, served.port);
    let stop = || Intent::StopEngine { patience: PATIENCE };
    let with_keys = || {
        let tables = Some(Box::new(endpoint.source()));
        Intent::StartEngine(EngineSetup { tables, ..plain() })
    };

    let link = hall.hand();
    instance(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(5) }).await;
    drop(link);
    until_done(&hall, id, INITIALISE, &|| Intent::InitialiseEngine(plain())).await;
    until_done(&hall, id, START, &|| Intent::StartEngine(plain())).await;
    until_done(&hall, id, &["account made"], &|| account_of(KIND, "app", AccountKind::Normal)).await;
    until_done(&hall, id, &["database made"], &|| database_of(KIND, "app", "app")).await;
    served.query("app", "app", "CREATE TABLE t (v INT) ENCRYPTED = NO; INSERT INTO t VALUES (42)").unwrap();
    until_done(&hall, id, STOP, &stop).await;

    until_done(&hall, id, START, &with_keys).await;
    dies_in_time(&hall, id, "the rest encrypted", 1).await;
    dies_in_time(&hall, id, "freed blocks wiped", 1).await;
    endpoint.behave(|manner| manner.version = 3);
    dies_in_time(&hall, id, "the rest encrypted", 3).await;
    let link = hall.hand();
    while !is_encrypted(&ask(&link, id, Intent::EncryptTables { version: 3 }).await) {}
    assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), "42");
    drop(link);
    until_done(&hall, id, STOP, &stop).await;
    until_done(&hall, id, START, &with_keys).await;
    assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), "42");
    until_done(&hall, id, DESTROY, &|| Intent::DestroyDisk).await;
    assert!(!hall.instances().join(id).exists());
}

/// Asks for the encryption of tables until the hand has died after this step: the engine gets there in its own time.
async fn dies_in_time(hall: &Hall, id: &str, step: &str, version: u32) {
    const ENGINES_PATIENCE: Duration = Duration::from_secs(60);
    let (hand, deadline) = (hall.hand_dying_after(step), Instant::now() + ENGINES_PATIENCE);
    loop {
        match ask(&hand, id, Intent::EncryptTables { version }).await {
            Err(HandFailed::Gone) => return,
            Ok(Report::Tables(facts)) => assert!(Instant::now() < deadline, "{step}: {facts:?}"),
            other => panic!("{step}: {other:?}"),
        }
    }
}

fn is_encrypted(answer: &Result<Report, HandFailed>) -> bool {
    match answer {
        Ok(Report::Tables(TableFacts { spaces, encrypted })) => spaces == encrypted,
        other => panic!("{other:?}"),
    }
}

/// Asks hands that die after one step each, then one that lives, and that one once more.
async fn until_done(hall: &Hall, id: &str, steps: &[&str], intent: &dyn Fn() -> Intent) {
    for step in steps {
        // One hand at a time: the last one is put away before the next starts.
        let outcome = ask(&hall.hand_dying_after(step), id, intent()).await;
        assert_eq!(outcome, Err(HandFailed::Gone), "{:?} passes `{step}`", intent());
    }
    let hand = hall.hand();
    for _ in 0..2 {
        let outcome = ask(&hand, id, intent()).await;
        assert!(outcome.is_ok(), "{:?}: {outcome:?}", intent());
    }
}

#[tokio::test]
async fn a_hand_killed_in_the_midst_of_a_tool_leaves_no_tool_behind_in_its_way() {
    if !root_or_skip("killing the hand while initdb runs") {
        return;
    }
    let hall = Hall::new();
    let id = "pgm-midst001";
    let port = free_port();
    let link = hall.hand();
    instance(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(4) }).await;
    let kill = async {
        // Until initdb has begun to write.
        while !hall.path(id, "disk/data/pgdata/base").exists() {
            tokio::task::yield_now().await;
        }
        std::process::Command::new("kill").args(["-9", &link.process_id().to_string()]).status().unwrap();
    };
    let (outcome, ()) = tokio::join!(ask(&link, id, Intent::InitialiseEngine(setup(port))), kill);
    assert_eq!(outcome, Err(HandFailed::Gone));
    link.gone().await;
    assert!(link.is_gone());
    assert_eq!(ask(&link, id, Intent::Look).await, Err(HandFailed::Gone));

    let link = hall.hand();
    instance(&link, id, Intent::InitialiseEngine(setup(port))).await;
    let started = instance(&link, id, Intent::StartEngine(setup(port))).await;
    assert!(matches!(started.engine.unwrap().state, EngineState::Running { accepting: true, .. }));
}
