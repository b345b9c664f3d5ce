//! Whole lives with the reconciler running: paused time, so that waiting costs nothing and proves nothing.

use std::time::Duration;

use rampart_vocab::{DbInstanceId, ServerId};
use tokio::{task::JoinHandle, time::Instant};

use crate::{
    fake::Permission,
    instance::{Status, WarningKind, What},
    instances::{self, InstanceRefused},
    intent::{AccountKind, ForeignProcess, HandFailed},
    keys::KeyLoss,
    limits,
    records::{ContentState, Instance},
    undocumented,
    world::World,
};

/// Long enough for everything that needs no timer, far from the first timer.
pub(super) const AT_ONCE: Duration = Duration::from_secs(2);

pub(super) struct Server(JoinHandle<()>);

impl Server {
    pub(super) fn start(world: &World) -> Self {
        let reconciler = world.reconciler();
        Self(tokio::spawn(async move { reconciler.run().await }))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits until an instance is so, and says how long that took.
pub(super) async fn until(world: &World, id: &DbInstanceId, wanted: impl Fn(&Instance) -> bool) -> Duration {
    let start = Instant::now();
    loop {
        let instance = world.instance(id).await;
        if instance.as_ref().is_some_and(&wanted) {
            return start.elapsed();
        }
        assert!(start.elapsed() < Duration::from_secs(900), "it never came to that: {instance:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(super) async fn at_once(world: &World, id: &DbInstanceId, wanted: impl Fn(&Instance) -> bool) {
    let took = until(world, id, wanted).await;
    assert!(took < AT_ONCE, "took {took:?}");
}

pub(super) fn is(status: Status) -> impl Fn(&Instance) -> bool {
    move |it| it.status() == status
}

pub(super) fn warned(kind: WarningKind) -> impl Fn(&Instance) -> bool {
    move |it| it.life.warnings().iter().any(|warning| warning.kind == kind)
}

/// Lets everything settle that needs no timer.
pub(super) async fn rest() {
    tokio::time::sleep(AT_ONCE).await;
}

async fn running(world: &World) -> DbInstanceId {
    let id = world.create(true).await;
    at_once(world, &id, is(Status::Running)).await;
    rest().await;
    world.keys.take_calls();
    world.hand.take_orders();
    id
}

#[tokio::test(start_paused = true)]
async fn a_wish_becomes_a_running_encrypted_database_in_the_named_order() {
    let world = World::new(1);
    let _server = Server::start(&world);
    let id = world.create(true).await;
    at_once(&world, &id, is(Status::Running)).await;
    let calls = world.keys.take_calls();
    assert_eq!(calls[..3], ["DescribeKey", "TagResource", "GenerateDataKey"]);
    assert!(calls.iter().skip(3).all(|call| ["DescribeKey", "Decrypt"].contains(call)), "{calls:?}");
    assert_eq!(world.hand.take_orders(), ["PrepareDisk", "InitialiseEngine", "StartEngine"]);
    let instance = world.instance(&id).await.unwrap();
    assert!(instance.encryption.unwrap().wrapped.is_some());
    assert_eq!(world.hand.with(&id, |it| it.allowed.clone()), instance.allow_lists[0].networks);
    let told: Vec<What> = instance.happenings.iter().map(|told| told.what).collect();
    assert_eq!(told[1..], [What::KeyMade, What::DiskMade, What::Started]);
}

#[tokio::test(start_paused = true)]
async fn a_marked_key_is_not_marked_again() {
    let world = World::new(2);
    world.keys.set_marked(&world.key, true);
    let _server = Server::start(&world);
    running(&world).await;
    let id = world.create(true).await;
    at_once(&world, &id, is(Status::Running)).await;
    assert!(!world.keys.take_calls().contains(&"TagResource"));
}

#[tokio::test(start_paused = true)]
async fn a_plain_database_uses_no_key() {
    let world = World::new(3);
    let _server = Server::start(&world);
    let id = world.create(false).await;
    at_once(&world, &id, is(Status::Running)).await;
    rest().await;
    assert!(world.keys.take_calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn losing_the_key_locks_at_once_and_its_return_opens_without_loss() {
    for loss in [KeyLoss::Disabled, KeyLoss::DeletionScheduled, KeyLoss::MaterialGone] {
        let world = World::new(4);
        let _server = Server::start(&world);
        let id = running(&world).await;
        world.keys.set_loss(&world.key, Some(loss));
        at_once(&world, &id, is(Status::Stopped)).await;
        rest().await;
        assert_eq!(world.hand.take_orders(), ["StopEngine", "CloseDisk"]);
        assert!(!world.hand.with(&id, |it| it.is_open()));
        let locked = world.instance(&id).await.unwrap();
        assert_eq!(undocumented::lock_mode(&locked.life), "ManualLock");
        assert_eq!(locked.life.reason().unwrap(), loss.to_string());
        assert!(world.restart(&id).await.is_err());

        world.keys.set_loss(&world.key, None);
        at_once(&world, &id, is(Status::Running)).await;
        assert_eq!(world.hand.take_orders(), ["OpenDisk", "StartEngine"]);
        assert!(world.keys.take_calls().contains(&"Decrypt"));
        let open = world.instance(&id).await.unwrap();
        assert_eq!((undocumented::lock_mode(&open.life), open.life.reason()), ("Unlock", None));
    }
}

#[tokio::test(start_paused = true)]
async fn what_happens_to_other_keys_makes_no_call_for_an_instance() {
    let world = World::new(21);
    let _server = Server::start(&world);
    let id = running(&world).await;
    for number in 0..50 {
        let another = format!("05754286-3ba2-4fa6-8d41-4323aca6e2{number:02}").parse().unwrap();
        world.keys.create(&another);
        world.keys.set_loss(&another, Some(KeyLoss::Disabled));
        tokio::time::sleep(limits::ROUNDS_SPACING).await;
    }
    // The timer asks as ever.
    let asked = world.keys.take_calls();
    assert!(asked.len() <= 1, "{asked:?}");
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    at_once(&world, &id, is(Status::Stopped)).await;
    world.keys.set_loss(&world.key, None);
    at_once(&world, &id, is(Status::Running)).await;
    rest().await;
    world.keys.take_calls();
    world.keys.set_permission(Permission::NoCryptography);
    at_once(&world, &id, warned(WarningKind::RightLost)).await;
}

#[tokio::test(start_paused = true)]
async fn a_lock_that_the_hand_cannot_carry_out_is_told_and_tried_until_it_is() {
    let world = World::new(20);
    let _server = Server::start(&world);
    let id = running(&world).await;
    let holders = vec![ForeignProcess { pid: 7, command: "tail".into() }];
    world.hand.fail_with(Some(HandFailed::DiskBusy { holders }));
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    at_once(&world, &id, warned(WarningKind::Hand)).await;
    let waiting = world.instance(&id).await.unwrap();
    assert_eq!(waiting.status(), Status::Stopping, "locked is not said before it is so");
    assert!(waiting.life.warning_text().unwrap().contains("process 7 (`tail`)"));
    tokio::time::sleep(Duration::from_secs(5)).await;
    world.hand.fail_with(None);
    until(&world, &id, is(Status::Stopped)).await;
    rest().await;
    assert!(!world.hand.with(&id, |it| it.is_open()));
}

#[tokio::test(start_paused = true)]
async fn losing_the_right_warns_and_refuses_the_next_opening() {
    type Change = fn(&World);
    let ways: [(Change, Change); 3] = [
        (|w| w.keys.set_marked(&w.key, false), |w| w.keys.set_marked(&w.key, true)),
        (
            |w| w.keys.set_permission(Permission::NoCryptography),
            |w| w.keys.set_permission(Permission::Granted),
        ),
        (|w| w.keys.set_permission(Permission::Nothing), |w| w.keys.set_permission(Permission::Granted)),
    ];
    for (take, give_back) in ways {
        let world = World::new(5);
        let _server = Server::start(&world);
        let id = running(&world).await;
        take(&world);
        at_once(&world, &id, warned(WarningKind::RightLost)).await;
        rest().await;
        assert_eq!(world.instance(&id).await.unwrap().status(), Status::Running);
        assert!(matches!(world.restart(&id).await, Err(InstanceRefused::NoWayBack(_))));
        rest().await;
        assert!(world.hand.take_orders().is_empty());

        world.stop(&id).await.unwrap();
        at_once(&world, &id, is(Status::Stopped)).await;
        world.start(&id).await.unwrap();
        rest().await;
        assert_eq!(world.hand.take_orders(), ["StopEngine", "CloseDisk"]);
        let refused = world.instance(&id).await.unwrap();
        assert!(refused.life.lock.is_none());
        assert!(refused.life.reason().unwrap().contains("no statement allows it"));
        assert!(!world.keys.take_calls().contains(&"TagResource"), "a start must not mark the key again");

        give_back(&world);
        at_once(&world, &id, is(Status::Running)).await;
        assert_eq!(world.instance(&id).await.unwrap().life.reason(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_key_service_never_locks_and_opens_nothing() {
    let world = World::new(6);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.keys.set_silent(true);
    let took = until(&world, &id, warned(WarningKind::KeyServiceSilent)).await;
    assert!(took <= limits::LOOK_EVERY + AT_ONCE, "took {took:?}");
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(world.instance(&id).await.unwrap().status(), Status::Running);
    assert!(world.hand.take_orders().is_empty());

    assert!(matches!(world.restart(&id).await, Err(InstanceRefused::NoWayBack(_))));
    world.hand.kill_engine(&id);
    at_once(&world, &id, is(Status::Stopped)).await;
    world.keys.set_silent(false);
    until(&world, &id, is(Status::Running)).await;
}

#[tokio::test(start_paused = true)]
async fn a_key_service_that_hangs_is_a_silent_one() {
    let world = World::new(19);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.keys.set_hung(true);
    let took = until(&world, &id, warned(WarningKind::KeyServiceSilent)).await;
    assert!(took <= limits::LOOK_EVERY + limits::KEY_ANSWER_WITHIN + AT_ONCE, "took {took:?}");
    assert_eq!(world.instance(&id).await.unwrap().status(), Status::Running);
    world.keys.set_hung(false);
    until(&world, &id, |it| it.life.reason().is_none()).await;
}

#[tokio::test(start_paused = true)]
async fn a_loss_that_nobody_told_of_is_found_by_the_timer() {
    let world = World::new(7);
    let _server = Server::start(&world);
    let id = running(&world).await;
    // Behind a silent service the change is told, but not seen.
    world.keys.set_silent(true);
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    rest().await;
    assert_eq!(world.instance(&id).await.unwrap().status(), Status::Running);
    world.keys.set_silent(false);
    let took = until(&world, &id, is(Status::Stopped)).await;
    assert!(took <= limits::LOOK_EVERY + AT_ONCE, "took {took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_new_server_adopts_what_runs_and_locks_what_lost_its_key_meanwhile() {
    let world = World::new(8);
    let server = Server::start(&world);
    let kept = running(&world).await;
    let other: crate::keys::EncryptionKeyId = "key-hzz630494463ejqjx0001".parse().unwrap();
    world.keys.create(&other);
    let mut ask = world.ask(true);
    ask.encryption = Some((other.clone(), world.role.clone()));
    let lost = world.try_create(ask).await.unwrap().id;
    at_once(&world, &lost, is(Status::Running)).await;
    drop(server);
    rest().await;
    world.keys.set_loss(&other, Some(KeyLoss::Disabled));
    rest().await;
    assert!(world.hand.with(&lost, |it| it.is_up()), "nothing locks while no server runs");
    world.hand.take_orders();

    let _server = Server::start(&world);
    at_once(&world, &lost, is(Status::Stopped)).await;
    rest().await;
    assert_eq!(world.hand.take_orders(), ["StopEngine", "CloseDisk"]);
    assert_eq!(world.instance(&kept).await.unwrap().status(), Status::Running);
}

#[tokio::test(start_paused = true)]
async fn a_reboot_brings_back_what_ran_on_its_port_and_leaves_what_rested() {
    let world = World::new(9);
    let server = Server::start(&world);
    let (ran, rested) = (running(&world).await, running(&world).await);
    world.stop(&rested).await.unwrap();
    at_once(&world, &rested, |it| it.status() == Status::Stopped).await;
    let port = world.instance(&ran).await.unwrap().port;
    drop(server);
    world.hand.reboot();
    let _server = Server::start(&world);
    until(&world, &ran, |it| it.happenings.iter().any(|told| told.what == What::FoundDown) && it.life.up)
        .await;
    let back = world.instance(&ran).await.unwrap();
    assert_eq!((back.status(), back.port), (Status::Running, port));
    rest().await;
    assert!(!world.hand.with(&rested, |it| it.is_up() || it.is_open()));
}

#[tokio::test(start_paused = true)]
async fn after_a_reboot_twenty_come_up_side_by_side_and_never_more_at_once_than_may() {
    const INSTANCES: usize = 20;
    let world = World::new(23);
    let server = Server::start(&world);
    let mut all = Vec::new();
    for _ in 0..INSTANCES {
        all.push(running(&world).await);
    }
    drop(server);
    world.hand.reboot();
    world.hand.hold_only("StartEngine");
    let _server = Server::start(&world);
    rest().await;
    let open = || all.iter().filter(|it| world.hand.with(it, |it| it.is_open())).count();
    let up = || all.iter().filter(|it| world.hand.with(it, |it| it.is_up())).count();
    assert_eq!((open(), up()), (limits::OPENING_AT_ONCE, 0));

    world.hand.hold(false);
    rest().await;
    assert_eq!(up(), INSTANCES);
    for id in &all {
        let back = world.instance(id).await.unwrap();
        assert_eq!(back.status(), Status::Running);
    }
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_died_is_opened_anew_with_its_key_at_once() {
    let world = World::new(10);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.hand.kill_engine(&id);
    at_once(&world, &id, |it| it.happenings.iter().any(|told| told.what == What::FoundDown) && it.life.up)
        .await;
    assert_eq!(world.hand.take_orders(), ["CloseDisk", "OpenDisk", "StartEngine"]);
    assert!(world.keys.take_calls().contains(&"Decrypt"));
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_fails_says_why_and_can_be_deleted() {
    type Spoil = fn(&World);
    let ways: [(Spoil, &str); 4] = [
        (|w| w.keys.set_permission(Permission::Nothing), "the role may not use the encryption key"),
        (|w| w.keys.set_loss(&w.key, Some(KeyLoss::Disabled)), "the encryption key is disabled"),
        (|w| w.keys.set_silent(true), "gave no answer"),
        (
            |w| w.hand.fail_with(Some(HandFailed::NoRoom("4 GB free".into()))),
            "could not make the disk: no room: 4 GB free",
        ),
    ];
    for (spoil, reason) in ways {
        let world = World::new(11);
        spoil(&world);
        let _server = Server::start(&world);
        let id = world.create(true).await;
        until(&world, &id, |it| it.life.reason().is_some()).await;
        let failed = world.instance(&id).await.unwrap();
        assert_eq!(failed.status(), Status::Creating);
        assert!(failed.life.reason().unwrap().contains(reason), "{:?}", failed.life.reason());
        world.hand.fail_with(None);
        world.delete(&id).await.unwrap();
        rest().await;
        assert!(world.instance(&id).await.is_none(), "what never held data goes at once");
        assert!(!world.hand.with(&id, |it| it.has_disk()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_deleted_database_stays_in_the_bin_for_seven_days() {
    let world = World::new(12);
    let _server = Server::start(&world);
    let (gone, back) = (running(&world).await, running(&world).await);
    world.create_account(&gone, "app").await.unwrap();
    until(&world, &gone, |it| it.life.up).await;
    for id in [&gone, &back] {
        world.delete(id).await.unwrap();
        at_once(&world, id, is(Status::Deleted)).await;
    }
    rest().await;
    assert!(world.hand.with(&gone, |it| it.has_data() && !it.is_open()));
    world.clock.advance_ms(limits::BIN_DAYS * 86_400_000 - 1);
    tokio::time::sleep(limits::LOOK_EVERY * 2).await;
    assert!(world.hand.with(&gone, |it| it.has_data()));
    world.recover(&back).await.unwrap();
    at_once(&world, &back, is(Status::Running)).await;

    world.clock.advance_ms(1);
    tokio::time::sleep(limits::LOOK_EVERY * 2).await;
    assert!(world.instance(&gone).await.is_none() && world.accounts(&gone).await.is_empty());
    assert!(!world.hand.with(&gone, |it| it.has_disk()));
    assert_eq!(world.instance(&back).await.unwrap().status(), Status::Running);
}

#[tokio::test(start_paused = true)]
async fn accounts_and_databases_reach_the_engine_and_leave_it() {
    let world = World::new(13);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.create_account(&id, "app").await.unwrap();
    world.create_database(&id, "orders").await.unwrap();
    rest().await;
    assert_eq!(world.accounts(&id).await[0].state, ContentState::Available);
    assert_eq!(world.databases(&id).await[0].state, ContentState::Available);
    world.hand.with(&id, |it| {
        let (kind, verifier) = it.accounts.values().next().unwrap();
        assert_eq!(*kind, AccountKind::Normal);
        assert!(verifier.starts_with("SCRAM-SHA-256$4096:"));
        assert_eq!(it.databases.len(), 1);
    });

    assert!(world.delete_account(&id, "app").await.is_err(), "it owns a database");
    world.delete_database(&id, "orders").await.unwrap();
    rest().await;
    world.delete_account(&id, "app").await.unwrap();
    rest().await;
    assert!(world.hand.with(&id, |it| it.accounts.is_empty() && it.databases.is_empty()));
    assert!(world.accounts(&id).await.is_empty() && world.databases(&id).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_the_engine_refuses_is_told_and_tried_again() {
    let world = World::new(14);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.hand.fail_with(Some(HandFailed::EngineRefused("too many connections".into())));
    world.create_account(&id, "app").await.unwrap();
    rest().await;
    let account = world.accounts(&id).await.remove(0);
    assert_eq!(account.state, ContentState::Wanted);
    assert_eq!(account.failure.as_deref(), Some("the engine refused: too many connections"));
    world.hand.fail_with(None);
    tokio::time::sleep(limits::LOOK_EVERY).await;
    let account = world.accounts(&id).await.remove(0);
    assert_eq!((account.state, account.failure), (ContentState::Available, None));
}

#[tokio::test(start_paused = true)]
async fn a_wish_that_comes_while_a_step_is_carried_out_is_kept() {
    let world = World::new(17);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.stop(&id).await.unwrap();
    at_once(&world, &id, is(Status::Stopped)).await;
    rest().await;
    world.hand.hold(true);
    world.start(&id).await.unwrap();
    rest().await;
    // The reconciler waits for the hand, on a record that the next two wishes make old.
    world.stop(&id).await.unwrap();
    let mut txn = world.store.begin();
    let permit = world.found(&mut txn, &id).await;
    instances::set_description(&mut txn, &permit, "renamed").unwrap();
    txn.commit().await.unwrap();
    world.hand.hold(false);
    rest().await;
    let instance = world.instance(&id).await.unwrap();
    assert_eq!((instance.status(), &*instance.description), (Status::Stopped, "renamed"));
    assert!(!world.hand.with(&id, |it| it.is_up() || it.is_open()));
}

#[tokio::test(start_paused = true)]
async fn a_key_lost_during_a_slow_step_locks_after_it() {
    let world = World::new(18);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.hand.hold(true);
    world.restart(&id).await.unwrap();
    rest().await;
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    rest().await;
    world.hand.hold(false);
    at_once(&world, &id, is(Status::Stopped)).await;
    assert!(
        world.instance(&id).await.unwrap().life.lock.is_some(),
        "what came during a pass is seen after it"
    );
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_recovers_is_locked_at_once_and_let_in_to_when_it_is_done() {
    let world = World::new(18);
    let _server = Server::start(&world);
    let id = running(&world).await;
    let lets_in = || world.hand.with(&id, |it| !it.allowed.is_empty());
    world.hand.slow_down(&id, true);
    rest().await;
    assert!(is(Status::Running)(&world.instance(&id).await.unwrap()), "busy, not starting");
    world.restart(&id).await.unwrap();
    rest().await;
    let starting = world.instance(&id).await.unwrap();
    assert_eq!((starting.status(), starting.life.reason(), lets_in()), (Status::Rebooting, None, false));
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    at_once(&world, &id, is(Status::Stopped)).await;
    assert!(!world.hand.with(&id, |it| it.is_up() || it.is_open()));
    world.keys.set_loss(&world.key, None);
    at_once(&world, &id, |it| it.life.is_starting()).await;
    world.hand.slow_down(&id, false);
    assert!(until(&world, &id, is(Status::Running)).await <= limits::TABLES_TOLD_EVERY + AT_ONCE);
    assert!(lets_in());
}

#[tokio::test(start_paused = true)]
async fn starts_that_take_long_hold_up_no_lock_and_go_on_in_turn() {
    let world = World::new(19);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.hand.hold_only("StartEngine");
    let mut starting = Vec::new();
    for _ in 0..2 * limits::OPENING_AT_ONCE + limits::LOOKING_AT_ONCE {
        starting.push(world.create(false).await);
    }
    rest().await;
    let open = || starting.iter().filter(|it| world.hand.with(it, |it| it.is_open())).count();
    assert_eq!(open(), limits::OPENING_AT_ONCE);
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    at_once(&world, &id, is(Status::Stopped)).await;
    rest().await;
    assert!(!world.hand.with(&id, |it| it.is_open()));
    assert_eq!(open(), limits::OPENING_AT_ONCE);

    world.hand.hold(false);
    for id in &starting {
        at_once(&world, id, is(Status::Running)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn accounts_that_take_long_hold_up_no_lock() {
    let world = World::new(20);
    let _server = Server::start(&world);
    let mut busy = Vec::new();
    for _ in 0..=limits::FILLING_AT_ONCE + limits::LOOKING_AT_ONCE {
        busy.push(running(&world).await);
    }
    let id = busy.pop().unwrap();
    world.hand.hold_only("PutAccount");
    for busy in &busy {
        world.create_account(busy, "app").await.unwrap();
        world.create_account(busy, "other").await.unwrap();
    }
    rest().await;
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    at_once(&world, &id, is(Status::Stopped)).await;
    // Those that are at it lock after that one order, not after all.
    for busy in &busy {
        let took = until(&world, busy, is(Status::Stopped)).await;
        assert!(took <= limits::HAND_ANSWERS_WITHIN + AT_ONCE, "took {took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_hand_that_does_not_answer_is_asked_again_and_nothing_is_lost_meanwhile() {
    let world = World::new(21);
    let _server = Server::start(&world);
    let id = running(&world).await;
    world.hand.hold_only("StopEngine");
    world.stop(&id).await.unwrap();
    until(&world, &id, warned(WarningKind::Hand)).await;
    let unsure = world.instance(&id).await.unwrap();
    assert_eq!((unsure.status(), unsure.life.lock.clone()), (Status::Stopping, None));
    let reason = unsure.life.reason().unwrap();
    assert!(reason.starts_with("could not stop the engine: the hand gave no answer within"), "{reason}");
    world.hand.hold(false);
    until(&world, &id, is(Status::Stopped)).await;
    rest().await;
    assert!(!world.hand.with(&id, |it| it.is_open()));
    assert_eq!(world.instance(&id).await.unwrap().life.reason(), None);
}

#[tokio::test(start_paused = true)]
async fn an_instance_placed_on_another_host_is_not_touched() {
    let world = World::new(15);
    let elsewhere = world.reconciler_of(ServerId::from_bytes([2; 16]));
    let server = Server(tokio::spawn(async move { elsewhere.run().await }));
    let id = world.create(true).await;
    tokio::time::sleep(limits::LOOK_EVERY * 3).await;
    drop(server);
    assert_eq!(world.instance(&id).await.unwrap().status(), Status::Creating);
    assert!(world.keys.take_calls().is_empty() && world.hand.take_orders().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_resting_reconciler_writes_nothing_and_gives_no_orders() {
    let world = World::new(16);
    let _server = Server::start(&world);
    running(&world).await;
    let before = world.store.revision();
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    assert_eq!(world.store.revision(), before);
    assert!(world.hand.take_orders().is_empty());
    let calls = world.keys.take_calls();
    let tried = calls.iter().filter(|call| **call == "Decrypt").count();
    let rounds = 3_600 / limits::LOOK_EVERY.as_secs();
    assert!(calls.len() <= usize::try_from(rounds * 2).unwrap() + 10, "{} calls", calls.len());
    // The manual clock stands still, so the right is not tried again by age.
    assert!(tried <= 2, "{tried} decryptions");
}
