//! Databases outlive the hand, and the next hand finds them.

use std::{fs, os::unix::fs::MetadataExt as _, time::Duration};

use rampart_rds::intent::{EngineKind, EngineState, HandFailed, Intent, Order, Report};

use crate::hall::{
    BOTH, Hall, PATIENCE, ask, encrypted, instance, named, root_or_skip, running_of, setup_of,
};

#[tokio::test]
async fn a_database_serves_on_when_the_hand_is_killed_and_the_next_hand_adopts_it() {
    if !root_or_skip("adopting a database") {
        return;
    }
    for kind in BOTH {
        adopted(kind).await;
    }
}

async fn adopted(kind: EngineKind) {
    let hall = Hall::new();
    let id = &*named(kind, "adopt001");
    let link = hall.hand();
    let served = running_of(&link, id, kind, encrypted(5)).await;
    let before = instance(&link, id, Intent::Look).await;
    let Some(EngineState::Running { process, accepting: true }) =
        before.engine.as_ref().map(|engine| engine.state)
    else {
        panic!("{before:?}");
    };
    assert!(is_alone(process.pid));

    std::process::Command::new("kill").args(["-9", &link.process_id().to_string()]).status().unwrap();
    link.gone().await;
    assert_eq!(served.query("app", "app", "SELECT 1").unwrap(), "1");

    let link = hall.hand();
    assert_eq!(link.carry_out(Order::Survey).await, Ok(Report::Survey(vec![before.clone()])));
    // Asked to start what runs, it leaves it alone.
    assert_eq!(instance(&link, id, Intent::StartEngine(setup_of(kind, served.port))).await, before);

    // A record that names no process, or a process that is another's, hides nothing.
    let record = hall.path(id, "hand.json");
    let text = fs::read_to_string(&record).unwrap();
    let ticks = format!("\"start_ticks\": {}", process.start_ticks);
    assert!(text.contains(&ticks));
    fs::write(&record, text.replace(&ticks, "\"start_ticks\": 1")).unwrap();
    assert_eq!(instance(&link, id, Intent::Look).await, before);

    let stopped = instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
    assert_eq!(ask(&link, id, Intent::ListAccounts).await, Err(HandFailed::EngineStopped));
}

#[tokio::test]
async fn a_second_hand_waits_until_the_first_is_gone() {
    if !root_or_skip("two hands on one folder") {
        return;
    }
    let hall = Hall::new();
    let first = hall.hand();
    assert_eq!(first.carry_out(Order::Survey).await, Ok(Report::Survey(Vec::new())));
    let second = hall.hand();
    let mut waits = Box::pin(second.carry_out(Order::Survey));
    let wait = tokio::time::timeout(std::time::Duration::from_millis(300), &mut waits).await;
    assert!(wait.is_err(), "two hands at once");
    drop(first);
    assert_eq!(waits.await, Ok(Report::Survey(Vec::new())));
}

/// Of a session of its own, no child of the hand's, and without a way to more privileges.
fn is_alone(pid: i32) -> bool {
    let (parent, session) = parent_and_session(&pid.to_string());
    let parent_name = fs::read_to_string(format!("/proc/{parent}/comm")).unwrap_or_default();
    let no_new_privileges =
        fs::read_to_string(format!("/proc/{pid}/status")).unwrap().contains("NoNewPrivs:\t1");
    // Zero where our session began outside this pid namespace, which `getsid` cannot say.
    let (_, ours) = parent_and_session("self");
    session != ours && !parent_name.contains("rampart") && no_new_privileges
}

fn parent_and_session(pid: &str) -> (i32, i32) {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<_> = stat.rsplit_once(')').unwrap().1.split_ascii_whitespace().collect();
    (fields[1].parse().unwrap(), fields[3].parse().unwrap())
}

#[tokio::test]
async fn an_engine_that_was_killed_is_seen_as_stopped_and_starts_again() {
    if !root_or_skip("an engine that was killed") {
        return;
    }
    for kind in BOTH {
        let hall = Hall::new();
        let (link, id) = (hall.hand(), &*named(kind, "killed01"));
        let served = running_of(&link, id, kind, encrypted(6)).await;
        served.query("app", "app", "CREATE TABLE t AS SELECT 42 AS v").unwrap();
        let seen = instance(&link, id, Intent::Look).await.engine.unwrap().state;
        let EngineState::Running { process, .. } = seen else { panic!("{seen:?}") };
        std::process::Command::new("kill").args(["-9", &process.pid.to_string()]).status().unwrap();
        while instance(&link, id, Intent::Look).await.engine.unwrap().state != EngineState::Stopped {
            tokio::task::yield_now().await;
        }
        // What it shared between its processes may hold rows.
        let uid = hall.uid(id);
        let shared = || {
            let all = fs::read_dir("/dev/shm").unwrap().flatten();
            all.filter(|entry| entry.metadata().is_ok_and(|entry| entry.uid() == uid)).count()
        };
        assert_eq!(shared() > 0, kind == EngineKind::PostgreSql);
        instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
        assert_eq!(shared(), 0);
        instance(&link, id, Intent::StartEngine(setup_of(kind, served.port))).await;
        assert_eq!(served.query("app", "app", "SELECT v FROM t").unwrap(), "42");
    }
}

#[tokio::test]
async fn a_client_that_stays_delays_a_stop_and_does_not_prevent_it() {
    if !root_or_skip("stopping with a client connected") {
        return;
    }
    let sleeps = [
        (
            EngineKind::PostgreSql,
            "SELECT pg_sleep(600)",
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'",
        ),
        (
            EngineKind::MariaDb,
            "SELECT SLEEP(600)",
            "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'",
        ),
    ];
    for (kind, sleep, waits) in sleeps {
        let hall = Hall::new();
        let (link, id) = (hall.hand(), &*named(kind, "stays001"));
        let served = running_of(&link, id, kind, encrypted(6)).await;
        for patience in [PATIENCE / 3, Duration::ZERO] {
            let client = std::thread::spawn(move || served.query("app", "app", sleep));
            while served.query("app", "app", waits).unwrap() != "1" {}
            let stopped = instance(&link, id, Intent::StopEngine { patience }).await;
            assert_eq!(stopped.engine.unwrap().state, EngineState::Stopped);
            assert!(client.join().unwrap().is_err());
            instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await;
            instance(&link, id, Intent::OpenDisk { protection: encrypted(6) }).await;
            instance(&link, id, Intent::StartEngine(setup_of(kind, served.port))).await;
        }
    }
}
