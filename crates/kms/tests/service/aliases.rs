//! Aliases.

use rampart_kms::{AliasName, AliasPlace, actions, alias, lifecycle};
use rampart_vocab::{Clock as _, KeyId};

use crate::world::{World, name_of};

fn place(world: &World, name: &str) -> AliasPlace {
    AliasPlace::new(world.region.clone(), world.account, AliasName::parse(name).unwrap())
}

async fn create(world: &World, name: &str, id: KeyId) -> String {
    let mut txn = world.txn();
    let place = world.allow(place(world, name)).unwrap();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let answer = alias::create(&mut txn, &place, &key, world.clock.now()).await;
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn update(world: &World, name: &str, id: KeyId) -> String {
    let mut txn = world.txn();
    let place = world.allow(place(world, name)).unwrap();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let answer = alias::update(&mut txn, &place, &key, world.clock.now()).await;
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn delete(world: &World, name: &str) -> String {
    let mut txn = world.txn();
    let place = world.allow(place(world, name)).unwrap();
    let key = match alias::bound_key(&mut txn, &place).await {
        Ok(key) => world.allow(key).unwrap(),
        refused => return name_of(refused),
    };
    let answer = alias::delete(&mut txn, &place, &key).await;
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn found(world: &World, name: &str) -> Option<KeyId> {
    let named = rampart_kms::KeyRef::parse(name).unwrap();
    let key = named.find(&mut world.txn(), &world.region, world.account).await.unwrap();
    key.map(|key| key.id())
}

#[tokio::test]
async fn an_alias_is_given_moved_and_taken_away() {
    let world = World::new();
    let (one, other) = (world.key().await, world.key().await);
    assert_eq!(found(&world, "alias/db/main").await, None);
    assert_eq!(update(&world, "alias/db/main", one).await, "Alias");
    assert_eq!(create(&world, "alias/db/main", one).await, "ok");
    assert_eq!(create(&world, "alias/db/main", one).await, "Alias");
    assert_eq!(create(&world, "alias/db/main", other).await, "Alias");
    assert_eq!(found(&world, "alias/db/main").await, Some(one));
    let arn = format!("acs:kms:cn-hangzhou:{}:alias/db/main", world.account);
    assert_eq!(found(&world, &arn).await, Some(one));
    assert_eq!(found(&world, &arn.replace("hangzhou", "beijing")).await, None);
    assert_eq!(found(&world.neighbour(), "alias/db/main").await, None);
    assert_eq!(found(&world.neighbour(), &arn).await, None);
    assert_eq!(update(&world, "alias/db/main", other).await, "ok");
    assert_eq!(found(&world, "alias/db/main").await, Some(other));
    assert_eq!(delete(&world, "alias/db/main").await, "ok");
    assert_eq!(delete(&world, "alias/db/main").await, "Alias");
    assert_eq!(found(&world, "alias/db/main").await, None);
}

#[tokio::test]
async fn a_key_that_waits_for_deletion_takes_no_alias_but_loses_its_own() {
    let world = World::new();
    let (one, other) = (world.key().await, world.key().await);
    create(&world, "alias/a", one).await;
    create(&world, "alias/b", one).await;
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &one.to_string()).await;
    let window = lifecycle::DeletionWindow::days(7).unwrap();
    lifecycle::schedule_deletion(&mut txn, &key, window, world.clock.now()).unwrap();
    txn.commit().await.unwrap();
    assert_eq!(create(&world, "alias/c", one).await, "StateFixed");
    create(&world, "alias/d", other).await;
    assert_eq!(update(&world, "alias/d", one).await, "PendingDeletion");
    assert_eq!(update(&world, "alias/a", other).await, "ok", "only the new key's state matters");
    assert_eq!(delete(&world, "alias/b").await, "ok");
}

#[tokio::test]
async fn an_alias_that_moved_meanwhile_is_not_taken_from_the_key_permitted() {
    let world = World::new();
    let (one, other) = (world.key().await, world.key().await);
    create(&world, "alias/a", one).await;
    let mut txn = world.txn();
    let place = world.allow::<actions::DeleteAlias, _>(place(&world, "alias/a")).unwrap();
    let key = world.permit(&mut txn, &other.to_string()).await;
    assert_eq!(name_of(alias::delete(&mut txn, &place, &key).await), "Alias");
}
