//! Whole lives of instances whose tables are encrypted.

use rampart_vocab::DbInstanceId;

use super::{
    faults::{find, lose, standing},
    lives::{AT_ONCE, Server, at_once, is, rest, until},
};
use crate::{
    fake::Permission,
    instance::{Status, TablesState, What},
    instances::InstanceRefused,
    intent::HandFailed,
    keys::{EncryptionKeyId, KeyLoss, KeyPurpose, KeyUsedBy, TableKeyId},
    limits,
    records::Instance,
    table_keys::TableKeyDesk,
    world::World,
};

const DATA: KeyPurpose = KeyPurpose::Table(TableKeyId::Data);

/// A second key, so that disk and tables have one each.
pub(super) fn table_key(world: &World) -> EncryptionKeyId {
    let key: EncryptionKeyId = "key-hzz630494463ejqjx0001".parse().unwrap();
    world.keys.create(&key);
    key
}

async fn running(world: &World, encrypted: bool) -> DbInstanceId {
    let id = world.try_create(world.ask_tables(encrypted)).await.unwrap().id;
    at_once(world, &id, is(Status::Running)).await;
    rest().await;
    quiet(world);
    id
}

/// A running instance with both encryptions, each under its own key, everything done.
pub(super) async fn encrypted(world: &World, key: &EncryptionKeyId) -> DbInstanceId {
    let id = running(world, true).await;
    world.enable_tde(&id, key).await.unwrap();
    until(world, &id, all_done).await;
    rest().await;
    quiet(world);
    id
}

fn quiet(world: &World) {
    world.keys.take_calls();
    world.hand.take_orders();
}

fn all_done(it: &Instance) -> bool {
    it.life.tables.as_ref().is_some_and(|tables| tables.state() == TablesState::Encrypted)
}

fn told(it: &Instance) -> Vec<(What, Option<KeyUsedBy>)> {
    it.happenings.iter().map(|told| (told.what, told.key)).collect()
}

#[tokio::test(start_paused = true)]
async fn tables_are_encrypted_after_one_restart_and_the_engine_tells_how_far_it_is() {
    let world = World::new(1);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = running(&world, true).await;
    world.enable_tde(&id, &key).await.unwrap();
    assert_eq!(world.instance(&id).await.unwrap().status(), Status::TdeModifying);
    assert_eq!(world.tde(&id).await.unwrap().state, TablesState::Enabling);
    at_once(&world, &id, is(Status::Running)).await;
    rest().await;
    let restart = ["StopEngine", "CloseDisk", "OpenDisk", "StartEngine", "EncryptTables"];
    assert_eq!(world.hand.take_orders(), restart);
    let calls = world.keys.take_calls();
    assert_eq!(calls.iter().filter(|call| **call == "TagResource").count(), 1);
    assert_eq!(calls.iter().filter(|call| **call == "GenerateDataKey").count(), 2);
    let state = world.tde(&id).await.unwrap().state;
    assert_eq!(state, TablesState::Encrypting { encrypted: 4, spaces: 10 });

    let took = until(&world, &id, all_done).await;
    assert!(took <= limits::TABLES_TOLD_EVERY * 2 + AT_ONCE, "took {took:?}");
    rest().await;
    assert_eq!(world.hand.take_orders(), ["EncryptTables"; 2]);
    assert!(world.hand.with(&id, |it| it.tables.all_encrypted()));
    let instance = world.instance(&id).await.unwrap();
    let ends = [(What::TdeEnabled, Some(KeyUsedBy::Tde)), (What::TablesEncrypted, Some(KeyUsedBy::Tde))];
    assert!(ends.iter().all(|end| told(&instance).contains(end)), "{:?}", told(&instance));
    tokio::time::sleep(limits::LOOK_EVERY * 3).await;
    assert!(world.hand.take_orders().is_empty(), "what is done is not asked for again");
}

/// Waits for what a timer may have to find.
pub(super) async fn settled() {
    tokio::time::sleep(limits::LOOK_EVERY * 2).await;
}

#[tokio::test(start_paused = true)]
async fn a_rotation_makes_a_version_that_the_engine_takes_as_it_runs() {
    let world = World::new(3);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = encrypted(&world, &key).await;
    for version in [3, 5] {
        world.rotate_tde(&id).await.unwrap();
        assert!(world.rotate_tde(&id).await.is_err(), "the one before is not taken yet");
        until(&world, &id, |it| it.life.tables.as_ref().unwrap().taken == version).await;
        assert_eq!(world.instance(&id).await.unwrap().status(), Status::Running);
        until(&world, &id, all_done).await;
        rest().await;
        assert_eq!(world.hand.take_orders(), ["EncryptTables"; 3]);
        let calls = world.keys.take_calls();
        assert_eq!(calls.iter().filter(|call| **call == "GenerateDataKey").count(), 2);
        assert!(!calls.contains(&"TagResource"));
        assert_eq!(world.hand.with(&id, |it| it.tables.version), version);
    }
    assert!(told(&world.instance(&id).await.unwrap()).contains(&(What::KeyRotated, Some(KeyUsedBy::Tde))));
    // Every version is there after a restart: what was not yet encrypted anew needs the one before.
    world.restart(&id).await.unwrap();
    rest().await;
    let keys = |version| TableKeyId::ALL.map(|key| world.desk.key(&id, key, version));
    assert!([1, 3, 5].into_iter().flat_map(keys).all(|key| key.is_some_and(|key| key.len() == 32)));
}

#[tokio::test(start_paused = true)]
async fn tde_asked_for_before_the_first_start_is_part_of_it() {
    for encrypted in [true, false] {
        let world = World::new(4);
        let key = table_key(&world);
        let id = world.try_create(world.ask_tables(encrypted)).await.unwrap().id;
        world.enable_tde(&id, &key).await.unwrap();
        assert_eq!(world.instance(&id).await.unwrap().status(), Status::Creating);
        let _server = Server::start(&world);
        at_once(&world, &id, is(Status::Running)).await;
        until(&world, &id, all_done).await;
        let orders = world.hand.take_orders();
        assert_eq!(orders[..3], ["PrepareDisk", "InitialiseEngine", "StartEngine"]);
        assert!(orders[3..].iter().all(|order| *order == "EncryptTables"), "{orders:?}");
        let starts = world.hand.with(&id, |it| (it.tables.keyed_starts, it.tables.clear_starts));
        assert_eq!(starts, (1, 0));
        assert!(!world.keys.take_calls().contains(&"Decrypt"), "what was just made needs no opening");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_server_takes_the_session_up_where_it_may() {
    let world = World::new(5);
    let key = table_key(&world);
    let server = Server::start(&world);
    let id = encrypted(&world, &key).await;
    let end = async |server: Server| {
        drop(server);
        world.desk.forget();
        rest().await;
    };

    // It may.
    end(server).await;
    let server = Server::start(&world);
    rest().await;
    assert!(world.desk.holds(&id, 1));
    world.rotate_tde(&id).await.unwrap();
    until(&world, &id, all_done).await;
    rest().await;
    assert_eq!(world.hand.take_orders(), ["EncryptTables"; 3], "the same token opens the session");

    // It may not: the engine runs on, and is told nothing.
    end(server).await;
    world.keys.set_marked(&key, false);
    let _server = Server::start(&world);
    settled().await;
    let instance = world.instance(&id).await.unwrap();
    assert_eq!(standing(&instance), (Status::Running, None, vec![KeyUsedBy::Tde]));
    assert!(!world.desk.is_open(&id) && world.hand.take_orders().is_empty());

    world.keys.set_marked(&key, true);
    rest().await;
    assert!(world.desk.holds(&id, 3) && world.hand.take_orders().is_empty());
    assert_eq!(world.instance(&id).await.unwrap().life.reason(), None);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_switched_on_keeps_running_as_it_was_and_is_switched_on_when_it_can() {
    type Change = fn(&World, &EncryptionKeyId);
    let ways: [(Change, Change); 4] = [
        (|w, k| lose(w, k, KeyLoss::Disabled), find),
        (
            |w, k| w.keys.set_permission_for(k, Permission::Nothing),
            |w, k| {
                w.keys.set_permission_for(k, Permission::Granted);
            },
        ),
        // The disk could not be opened again.
        (|w, _| w.keys.set_marked(&w.key, false), |w, _| w.keys.set_marked(&w.key, true)),
        (|w, _| w.keys.set_silent(true), |w, _| w.keys.set_silent(false)),
    ];
    for (take, give_back) in ways {
        let world = World::new(6);
        let key = table_key(&world);
        let _server = Server::start(&world);
        let id = running(&world, true).await;
        take(&world, &key);
        rest().await;
        world.enable_tde(&id, &key).await.unwrap();
        settled().await;
        let instance = world.instance(&id).await.unwrap();
        assert_eq!(instance.status(), Status::TdeModifying);
        assert!(instance.life.reason().is_some() && world.hand.take_orders().is_empty());
        give_back(&world, &key);
        until(&world, &id, all_done).await;
        assert_eq!(world.keys.made(&id, DATA), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_database_is_not_stopped_for_keys_that_nothing_there_could_fetch() {
    let world = World::new(6);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = running(&world, true).await;
    world.hand.bar_tables(&id, true);
    // Asked for before anybody has looked.
    world.enable_tde(&id, &key).await.unwrap();
    settled().await;
    let instance = world.instance(&id).await.unwrap();
    assert_eq!((instance.status(), world.hand.take_orders()), (Status::TdeModifying, vec![]));
    assert!(instance.life.reason().unwrap().contains("apt-get install"), "{:?}", instance.life);
    assert_eq!(world.keys.made(&id, DATA), 0);
    world.hand.bar_tables(&id, false);
    until(&world, &id, all_done).await;
    assert_eq!(world.instance(&id).await.unwrap().life.reason(), None);

    let other = running(&world, true).await;
    world.hand.bar_tables(&other, true);
    until(&world, &other, |it| it.life.barred.is_some()).await;
    assert_eq!(world.enable_tde(&other, &key).await, Err(InstanceRefused::TdeBarred));
    world.hand.bar_tables(&other, false);
    until(&world, &other, |it| it.life.barred.is_none()).await;
    assert_eq!(world.enable_tde(&other, &key).await, Ok(()));
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_died_or_a_machine_that_restarted_opens_its_tables_anew() {
    let world = World::new(7);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = encrypted(&world, &key).await;
    let token = |world: &World| world.hand.with(&id, |it| it.tables.token()).unwrap();
    let mut last = token(&world);
    let ends: [fn(&World, &DbInstanceId); 2] = [|w, id| w.hand.kill_engine(id), |w, _| w.hand.reboot()];
    for end in ends {
        end(&world, &id);
        settled().await;
        at_once(&world, &id, is(Status::Running)).await;
        assert!(world.keys.take_calls().contains(&"Decrypt"));
        assert_ne!(token(&world), last, "a token is for one process");
        last = token(&world);
        assert_eq!(world.instance(&id).await.unwrap().tables.unwrap().token, Some(last.0));
    }
}

#[tokio::test(start_paused = true)]
async fn without_an_endpoint_nothing_starts_and_the_reason_is_told() {
    let world = World::new(8);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = encrypted(&world, &key).await;
    world.desk.shut(true);
    world.restart(&id).await.unwrap();
    rest().await;
    let reason = world.instance(&id).await.unwrap().life.reason().unwrap();
    assert!(reason.starts_with("could not start the engine: the endpoint for table keys"), "{reason}");
    assert!(!world.hand.with(&id, |it| it.is_up() || it.is_open()));
    world.desk.shut(false);
    until(&world, &id, is(Status::Running)).await;
}

#[tokio::test(start_paused = true)]
async fn a_stopped_or_deleted_instance_has_no_session_and_comes_back_with_its_tables() {
    let world = World::new(9);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = encrypted(&world, &key).await;
    world.stop(&id).await.unwrap();
    at_once(&world, &id, is(Status::Stopped)).await;
    rest().await;
    assert!(!world.desk.is_open(&id));
    world.start(&id).await.unwrap();
    at_once(&world, &id, is(Status::Running)).await;
    world.delete(&id).await.unwrap();
    at_once(&world, &id, is(Status::Deleted)).await;
    rest().await;
    assert!(!world.desk.is_open(&id));
    world.recover(&id).await.unwrap();
    at_once(&world, &id, is(Status::Running)).await;
    assert_eq!(world.hand.with(&id, |it| it.tables.clear_starts), 1, "the one before TDE");
    world.delete(&id).await.unwrap();
    world.destroy(&id).await.unwrap();
    rest().await;
    assert!(world.instance(&id).await.is_none() && !world.desk.is_open(&id));
}

#[tokio::test(start_paused = true)]
async fn what_the_engine_cannot_encrypt_is_told_and_asked_again() {
    let world = World::new(10);
    let key = table_key(&world);
    let _server = Server::start(&world);
    let id = encrypted(&world, &key).await;
    world.hand.fail_with(Some(HandFailed::EngineRefused("too many connections".into())));
    world.rotate_tde(&id).await.unwrap();
    rest().await;
    let instance = world.instance(&id).await.unwrap();
    assert_eq!(instance.status(), Status::Running);
    let reason = instance.life.reason().unwrap();
    assert_eq!(reason, "could not have the tables encrypted: the engine refused: too many connections");
    world.hand.fail_with(None);
    until(&world, &id, all_done).await;
    rest().await;
    assert_eq!(world.instance(&id).await.unwrap().life.reason(), None);
}

#[tokio::test(start_paused = true)]
async fn a_resting_instance_with_both_encryptions_writes_nothing_and_asks_little() {
    let world = World::new(11);
    let _server = Server::start(&world);
    let tables = table_key(&world);
    let id = encrypted(&world, &tables).await;
    let before = world.store.revision();
    tokio::time::sleep(limits::LOOK_EVERY * 100).await;
    assert_eq!(world.store.revision(), before);
    assert!(world.hand.take_orders().is_empty(), "{id}");
    let calls = world.keys.take_calls();
    assert!(calls.len() <= 2 * 101, "{} calls", calls.len());
    assert!(calls.iter().all(|call| *call == "DescribeKey"), "the clock of records stands still");
}

#[tokio::test(start_paused = true)]
async fn one_key_for_disk_and_tables_is_asked_for_once() {
    let world = World::new(12);
    let _server = Server::start(&world);
    let key = world.key.clone();
    encrypted(&world, &key).await;
    tokio::time::sleep(limits::LOOK_EVERY * 100).await;
    let calls = world.keys.take_calls();
    assert!(calls.len() <= 101, "{} calls", calls.len());
}
