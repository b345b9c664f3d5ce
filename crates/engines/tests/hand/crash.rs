//! The hand is killed at every boundary between two of its steps, and asked again.

use rampart_rds::intent::{AccountKind, EngineState, HandFailed, Intent, KeyStatus, Report};

use crate::hall::{
    Hall, PATIENCE, SIZE_MIB, account, ask, database, encrypted, free_port, instance, query, root_or_skip,
    setup,
};

/// More steps than any order takes.
const STEPS_MAX: u32 = 64;

#[tokio::test]
async fn whatever_step_the_hand_dies_after_asking_again_finishes_the_work() {
    if !root_or_skip("killing the hand at every step") {
        return;
    }
    let hall = Hall::new();
    let id = "pgm-crash001";
    let port = free_port();
    let open = || Intent::OpenDisk { protection: encrypted(3) };
    let prepare = || Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(3) };
    let mut deaths = 0;

    deaths += until_done(&hall, id, &prepare).await;
    deaths += until_done(&hall, id, &|| Intent::InitialiseEngine(setup(port))).await;
    deaths += until_done(&hall, id, &|| Intent::StartEngine(setup(port))).await;
    deaths += until_done(&hall, id, &|| account("app", AccountKind::Normal)).await;
    deaths += until_done(&hall, id, &|| database("app", "app")).await;
    query(port, "app", "app", "CREATE TABLE t AS SELECT 42 AS v").unwrap();
    deaths += until_done(&hall, id, &|| Intent::StopEngine { patience: PATIENCE }).await;
    deaths += until_done(&hall, id, &|| Intent::CloseDisk { patience: PATIENCE }).await;
    assert_eq!(ask(&hall.hand(), id, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Absent)));
    deaths += until_done(&hall, id, &open).await;
    deaths += until_done(&hall, id, &|| Intent::StartEngine(setup(port))).await;
    assert_eq!(query(port, "app", "app", "SELECT v FROM t").unwrap(), "42");
    deaths += until_done(&hall, id, &|| Intent::DestroyDisk).await;
    assert!(!hall.instances().join(id).exists());
    // The hook works: a hand that never died would prove nothing.
    assert!(deaths >= 30, "only {deaths} deaths");
}

/// Asks hands that die one step later each time, until one lives long enough; answers how many died.
async fn until_done(hall: &Hall, id: &str, intent: &dyn Fn() -> Intent) -> u32 {
    for steps in 1..STEPS_MAX {
        match ask(&hall.dying_hand(steps), id, intent()).await {
            Err(HandFailed::Gone) => {}
            Ok(_) => {
                assert!(ask(&hall.hand(), id, intent()).await.is_ok(), "done once more");
                return steps - 1;
            }
            Err(other) => panic!("after {steps} steps, {:?}: {other}", intent()),
        }
    }
    panic!("{:?} never ends", intent());
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
