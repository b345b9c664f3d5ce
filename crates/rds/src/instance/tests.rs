//! Events against states, a case a line.

mod tables;

use rampart_store::Unknown;
use rampart_vocab::Timestamp;

use super::*;
use crate::{
    intent::{DiskFacts, EngineFacts, EngineKind, EngineState, InstanceFacts, KeyStatus, ProcessIdentity},
    keys::{KeyLoss, KeyRefused, KeyUsedBy::DiskEncryption},
};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn life(progress: Progress, wish: Wish, up: bool) -> Life {
    Life { wish, progress, up, access_applied: u32::from(up), ..Life::new(true) }
}

fn seen(disk: Disk, up: bool) -> Seen {
    Seen { known: true, disk, up, accepting: up, ..Seen::UNKNOWN }
}

fn running() -> (Life, Seen) {
    (life(Progress::Served, Wish::Running, true), seen(Disk::Held, true))
}

fn stopped(wish: Wish) -> (Life, Seen) {
    (life(Progress::Served, wish, false), seen(Disk::Closed, false))
}

fn making(progress: Progress, disk: Disk) -> (Life, Seen) {
    (life(progress, Wish::Running, false), seen(disk, false))
}

fn locked() -> (Life, Seen) {
    let (mut life, seen) = stopped(Wish::Running);
    life.lock = Some(Lock { loss: KeyLoss::Disabled, since: NOW, unknown: Unknown::NONE });
    (life, seen)
}

fn with(state: (Life, Seen), event: Event) -> (Life, Seen) {
    let (mut life, mut seen) = state;
    apply(&mut life, &mut seen, &event, NOW);
    (life, seen)
}

fn failed(step: Step) -> Event {
    Event::Failed { step, why: "no room".into(), lost_sight: false }
}

#[test]
fn each_event_in_each_state_leads_to_one_status_and_one_step() {
    use Status::*;
    use Step::*;
    let lost = || Event::KeyRefused(DiskEncryption, KeyRefused::Lost(KeyLoss::Disabled));
    let gone = || Event::KeyRefused(DiskEncryption, KeyRefused::NotFound);
    let denied = || Event::KeyRefused(DiskEncryption, KeyRefused::NotPermitted("no statement allows".into()));
    let silent = || Event::KeyRefused(DiskEncryption, KeyRefused::Unreachable("timed out".into()));
    let start = StartEngine { access: 1 };
    let apply_access = ApplyAccess { access: 2 };
    let recovering = || Seen { accepting: false, ..seen(Disk::Held, true) };
    let needed = || Event::RestartNeeded { access: 1 };
    let bin = |state| with(state, Event::Wished(Wish::Deleted));
    let key_made = || making(Progress::KeyMade, Disk::Absent);
    let opened = || making(Progress::Served, Disk::Opened);
    let restarting = || with(running(), Event::RestartAsked);

    #[rustfmt::skip]
    let cases = [
        // Making.
        (making(Progress::Asked, Disk::Absent),        Event::KeyMade,               Creating,  Some(PrepareDisk)),
        (making(Progress::Asked, Disk::Absent),        denied(),                     Creating,  None),
        (making(Progress::Asked, Disk::Absent),        silent(),                     Creating,  None),
        (making(Progress::Asked, Disk::Absent),        lost(),                       Creating,  None),
        (making(Progress::Asked, Disk::Absent),        Event::Wished(Wish::Deleted), Deleting,  Some(DestroyDisk)),
        (key_made(),                                   Event::Done(PrepareDisk),     Creating,  Some(InitialiseEngine)),
        (key_made(),                                   failed(PrepareDisk),          Creating,  Some(Look)),
        (making(Progress::KeyMade, Disk::Held),        Event::KeyFound(DiskEncryption),              Creating,  Some(PrepareDisk)),
        (making(Progress::DiskMade, Disk::Opened),     Event::Done(InitialiseEngine),Creating,  Some(start)),
        (making(Progress::DiskMade, Disk::Held),       Event::KeyFound(DiskEncryption),              Creating,  Some(CloseDisk)),
        (making(Progress::DiskMade, Disk::Closed),     Event::KeyFound(DiskEncryption),              Creating,  Some(OpenDisk)),
        (making(Progress::DiskMade, Disk::Absent),     Event::KeyFound(DiskEncryption),              Creating,  Some(OpenDisk)),
        (making(Progress::DiskMade, Disk::Opened),     failed(InitialiseEngine),     Creating,  Some(CloseDisk)),
        (making(Progress::EngineMade, Disk::Opened),   Event::Done(start),           Running,   None),
        // Serving.
        (running(), Event::KeyFound(DiskEncryption),                   Running,   None),
        (running(), Event::KeyOpened(DiskEncryption),                  Running,   None),
        (running(), lost(),                            Stopping,  Some(StopEngine)),
        (running(), gone(),                            Stopping,  Some(StopEngine)),
        (running(), denied(),                          Running,   None),
        (running(), silent(),                          Running,   None),
        (running(), Event::RestartAsked,               Rebooting, Some(StopEngine)),
        (running(), Event::AccessChanged,              Running,   Some(apply_access)),
        (running(), Event::Wished(Wish::Stopped),      Stopping,  Some(StopEngine)),
        (running(), Event::Wished(Wish::Deleted),      Deleting,  Some(StopEngine)),
        (running(), Event::Wished(Wish::Destroyed),    Deleting,  Some(StopEngine)),
        (running(), Event::Looked(seen(Disk::Held, false)),   Starting, Some(CloseDisk)),
        (running(), Event::Looked(seen(Disk::Closed, false)), Starting, Some(OpenDisk)),
        (running(), Event::Looked(seen(Disk::Partly, true)),  Running,  Some(StopEngine)),
        (running(), Event::Looked(seen(Disk::Held, true)),    Running,  None),
        (with(running(), Event::AccessChanged), failed(apply_access), Running, None),
        // A start that was broken off may have let nobody in yet.
        (opened(),                                     Event::Looked(seen(Disk::Held, true)), Starting, Some(ApplyAccess { access: 1 })),
        (with(with(running(), Event::Done(StopEngine)), Event::Done(CloseDisk)), Event::Looked(seen(Disk::Held, true)), Starting, Some(ApplyAccess { access: 1 })),
        (with(running(), Event::Looked(seen(Disk::Held, false))), Event::Looked(seen(Disk::Held, true)), Starting, Some(ApplyAccess { access: 1 })),
        (opened(),                                     Event::Looked(recovering()),           Starting, None),
        (with(restarting(), Event::Done(StopEngine)),  Event::Looked(recovering()),           Rebooting, None),
        (with(opened(), Event::Looked(recovering())),  Event::Looked(seen(Disk::Held, true)), Starting, Some(ApplyAccess { access: 1 })),
        (with(opened(), Event::Looked(recovering())),  Event::Done(ApplyAccess { access: 1 }), Running, None),
        (with(opened(), Event::Looked(recovering())),  lost(),                                Stopping, Some(StopEngine)),
        (running(),                                    Event::Looked(recovering()),           Running,  None),
        (making(Progress::EngineMade, Disk::Opened),   Event::Looked(recovering()),           Creating, None),
        // Other listen addresses: of our own accord only what will start again is stopped.
        (running(),                                    needed(),                     Rebooting, Some(StopEngine)),
        (with(running(), denied()),                    needed(),                     Running,   None),
        (with(running(), silent()),                    needed(),                     Running,   None),
        (with(with(running(), denied()), needed()),    Event::KeyOpened(DiskEncryption), Rebooting, Some(StopEngine)),
        (with(with(running(), denied()), needed()),    Event::RestartAsked,          Rebooting, Some(StopEngine)),
        (with(with(running(), needed()), Event::Done(StopEngine)), Event::Done(CloseDisk), Rebooting, Some(OpenDisk)),
        (with(running(), needed()),                    Event::Wished(Wish::Stopped), Stopping,  Some(StopEngine)),
        (with(with(running(), needed()), Event::Wished(Wish::Stopped)), Event::Wished(Wish::Running), Rebooting, Some(StopEngine)),
        (with(with(with(running(), needed()), Event::Wished(Wish::Stopped)), Event::Done(StopEngine)), Event::Wished(Wish::Running), Starting, Some(CloseDisk)),
        // Restarting.
        (restarting(), Event::Done(StopEngine),        Rebooting, Some(CloseDisk)),
        (restarting(), failed(StopEngine),             Rebooting, None),
        (restarting(), Event::Looked(seen(Disk::Held, false)), Rebooting, Some(CloseDisk)),
        (with(restarting(), Event::Done(StopEngine)), Event::Done(CloseDisk), Rebooting, Some(OpenDisk)),
        (with(with(restarting(), Event::Done(StopEngine)), Event::Done(CloseDisk)), denied(), Stopped, None),
        // Opening.
        (stopped(Wish::Running), Event::Done(OpenDisk), Starting, Some(start)),
        (stopped(Wish::Running), denied(),              Stopped,  None),
        (stopped(Wish::Running), silent(),              Stopped,  None),
        (stopped(Wish::Running), lost(),                Stopped,  None),
        (stopped(Wish::Running), failed(OpenDisk),      Stopped,  Some(Look)),
        (opened(),               failed(start),         Stopped,  Some(CloseDisk)),
        (opened(),               Event::Done(start),    Running,  None),
        (opened(),               lost(),                Stopped,  Some(CloseDisk)),
        // Locked.
        (with(running(), lost()), Event::Done(StopEngine), Stopped, Some(CloseDisk)),
        (with(running(), lost()), Event::KeyFound(DiskEncryption),      Running,  None),
        (locked(), Event::KeyFound(DiskEncryption),                     Starting, Some(OpenDisk)),
        (locked(), denied(),                            Stopped,  None),
        (locked(), silent(),                            Stopped,  None),
        (locked(), gone(),                              Stopped,  None),
        (locked(), Event::Wished(Wish::Destroyed),      Deleting, Some(DestroyDisk)),
        // Resting, deleted, destroyed.
        (stopped(Wish::Stopped), Event::Wished(Wish::Running),  Starting, Some(OpenDisk)),
        (stopped(Wish::Stopped), Event::Wished(Wish::Deleted),  Deleted,  None),
        (bin(stopped(Wish::Stopped)), Event::Wished(Wish::Running),   Starting, Some(OpenDisk)),
        (bin(stopped(Wish::Stopped)), Event::Wished(Wish::Destroyed), Deleting, Some(DestroyDisk)),
        (stopped(Wish::Destroyed), Event::Wished(Wish::Running),  Deleting, Some(DestroyDisk)),
        (stopped(Wish::Destroyed), Event::Done(DestroyDisk),      Deleting, Some(Forget)),
        (stopped(Wish::Destroyed), failed(DestroyDisk),           Deleting, None),
    ];
    for (index, (before, event, status, step)) in cases.into_iter().enumerate() {
        let shown = format!("case {index}: {event:?} to {before:?}");
        let (life, seen) = with(before, event);
        assert_eq!(
            (life.status(), next(&life, &seen, NOW)),
            (status, step),
            "{shown} gave {life:?} {seen:?}"
        );
    }
}

#[test]
fn what_the_hand_shows_becomes_what_is_seen() {
    let disk = |encrypted, attached: bool, mounted, key| DiskFacts {
        encrypted,
        size_mib: 1024,
        present: true,
        attached: attached.then(|| "/dev/loop0".into()),
        mounted,
        key,
    };
    let up = EngineState::Running { process: ProcessIdentity { pid: 7, start_ticks: 1 }, accepting: false };
    let engine = |state| EngineFacts {
        kind: EngineKind::PostgreSql,
        version: "15".into(),
        port: None,
        state,
        tables: false,
        bars_tables: false,
    };
    let (down, up) = (Some(engine(EngineState::Stopped)), Some(engine(up)));
    use KeyStatus::{Absent, IncompletelyRemoved, Present};
    #[rustfmt::skip]
    let cases = [
        ("nothing",                 None,                                                &None, Disk::Absent, false),
        ("image closed",            Some(disk(true, false, false, Absent)),              &down, Disk::Closed, false),
        ("image open",              Some(disk(true, true, true, Present)),               &down, Disk::Held,   false),
        ("serving, not accepting",  Some(disk(true, true, true, Present)),               &up,   Disk::Held,   true),
        ("key taken while serving", Some(disk(true, true, true, IncompletelyRemoved)),   &up,   Disk::Partly, true),
        ("key absent, mounted",     Some(disk(true, true, true, Absent)),                &down, Disk::Partly, false),
        ("attached only",           Some(disk(true, true, false, Absent)),               &down, Disk::Partly, false),
        ("plain image open",        Some(disk(false, true, true, Absent)),               &down, Disk::Held,   false),
        ("plain folder, serving",   Some(disk(false, false, true, Absent)),              &up,   Disk::Held,   true),
        ("plain folder, resting",   Some(disk(false, false, true, Absent)),              &down, Disk::Closed, false),
        ("image lost",              Some(DiskFacts { present: false, ..disk(true, false, false, Absent) }), &down, Disk::Absent, false),
    ];
    for (case, disk, engine, seen_disk, seen_up) in cases {
        let id = "pgm-a".parse().unwrap();
        let facts = InstanceFacts { id, user: None, disk, engine: engine.clone(), trouble: None };
        let seen = Seen::from_facts(Some(&facts));
        assert_eq!(
            (seen.known, seen.disk, seen.up, seen.halt),
            (true, seen_disk, seen_up, Halt::None),
            "{case}"
        );
    }
}

#[test]
fn a_plain_disk_needs_no_key() {
    let mut plain = Life::new(false);
    let mut absent = seen(Disk::Absent, false);
    assert_eq!(next(&plain, &absent, NOW), Some(Step::PrepareDisk));
    apply(&mut plain, &mut absent, &Event::Done(Step::PrepareDisk), NOW);
    assert_eq!(next(&plain, &absent, NOW), Some(Step::InitialiseEngine));
    assert!(!plain.watches(DiskEncryption));
}

#[test]
fn the_bin_is_emptied_when_its_time_is_over_and_not_before() {
    let (life, seen) = with(stopped(Wish::Stopped), Event::Wished(Wish::Deleted));
    let until = life.kept_until.unwrap();
    assert_eq!(until, crate::limits::kept_until(NOW));
    let eve = Timestamp::from_millisecond(until.as_millisecond() - 1).unwrap();
    assert_eq!((next(&life, &seen, eve), next(&life, &seen, until)), (None, Some(Step::EmptyBin)));
    let empty = |life: &Life, at| {
        let mut life = life.clone();
        apply(&mut life, &mut { seen }, &Event::BinOver, at);
        life.wish
    };
    assert_eq!((empty(&life, eve), empty(&life, until)), (Wish::Deleted, Wish::Destroyed));
    let (recovered, _) = with((life, seen), Event::Wished(Wish::Running));
    assert_eq!(empty(&recovered, until), Wish::Running, "taken out at the last moment");
}

#[test]
fn a_lock_keeps_its_first_date_and_names_the_latest_loss() {
    let (mut life, mut seen) = locked();
    let later = Timestamp::from_second(60).unwrap();
    let told = apply(&mut life, &mut seen, &Event::KeyRefused(DiskEncryption, KeyRefused::NotFound), later);
    assert_eq!(life.lock, Some(Lock { loss: KeyLoss::Deleted, since: NOW, unknown: Unknown::NONE }));
    assert_eq!(told.iter().map(|told| told.what).collect::<Vec<_>>(), [What::Locked(KeyLoss::Deleted)]);
    assert_eq!(life.reason().unwrap(), "the encryption key does not exist");
}

#[test]
fn the_same_trouble_is_told_once_and_its_end_once() {
    let denied = Event::KeyRefused(DiskEncryption, KeyRefused::NotPermitted("no statement allows".into()));
    let (mut life, mut seen) = running();
    let mut tell = |event: &Event| apply(&mut life, &mut seen, event, NOW).len();
    assert_eq!([tell(&denied), tell(&denied), tell(&Event::KeyFound(DiskEncryption))], [1, 0, 0]);
    assert_eq!([tell(&Event::KeyOpened(DiskEncryption)), tell(&Event::KeyOpened(DiskEncryption))], [1, 0]);
}

#[test]
fn trouble_of_the_hand_is_over_once_nothing_is_left_to_do() {
    let (life, _) = with(running(), failed(Step::Look));
    assert_eq!(life.reason().unwrap(), "could not look at the instance: no room");
    let (life, _) = with((life, Seen::UNKNOWN), Event::Looked(seen(Disk::Held, true)));
    assert_eq!(life.reason(), None);
}

#[test]
fn an_order_whose_answer_was_lost_leaves_nothing_known() {
    let lost = Event::Failed { step: Step::OpenDisk, why: "the hand is gone".into(), lost_sight: true };
    let (life, seen) = with(stopped(Wish::Running), lost);
    assert_eq!((seen.known, next(&life, &seen, NOW)), (false, None));
}

#[test]
fn what_a_dead_process_had_started_counts_as_started_once_it_is_told_whom_to_let_in() {
    let (mut life, mut seen) =
        with(making(Progress::EngineMade, Disk::Opened), Event::Looked(seen(Disk::Held, true)));
    assert_eq!((life.progress, life.status()), (Progress::EngineMade, Status::Creating));
    let told = apply(&mut life, &mut seen, &Event::Done(Step::ApplyAccess { access: 1 }), NOW);
    assert_eq!((life.progress, life.status()), (Progress::Served, Status::Running));
    assert_eq!(told.iter().map(|told| told.what).collect::<Vec<_>>(), [What::Started]);
}
