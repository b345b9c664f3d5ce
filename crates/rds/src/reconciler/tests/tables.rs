//! Whole lives of instances whose tables are encrypted.

use rampart_vocab::DbInstanceId;

use super::lives::{AT_ONCE, Server, at_once, is, rest, until, warned};
use crate::{
    instance::{Status, TablesState, WarningKind, What},
    keys::{EncryptionKeyId, KeyPurpose, KeyUsedBy, TableKeyId},
    limits,
    records::Instance,
    world::World,
};

const DATA: KeyPurpose = KeyPurpose::Table(TableKeyId::Data);

/// A second key, so that disk and tables have one each.
fn table_key(world: &World) -> EncryptionKeyId {
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
async fn encrypted(world: &World, key: &EncryptionKeyId, disk: bool) -> DbInstanceId {
    let id = running(world, disk).await;
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
