//! The end of a key.

use rampart_kms::{
    AliasName, AliasPlace, KeyRef, alias,
    destruction::{self, Destroyed, DueDeletion},
    lifecycle::{self, DeletionWindow},
    versions,
};
use rampart_vocab::{Clock as _, KeyId};

use crate::world::World;

const DAY_MS: i64 = 86_400_000;

async fn due(world: &World) -> Vec<KeyId> {
    let due = destruction::due(&mut world.txn(), world.clock.now(), None, 10).await.unwrap();
    due.into_iter().map(|one| one.key).collect()
}

async fn first_due(world: &World) -> DueDeletion {
    destruction::due(&mut world.txn(), world.clock.now(), None, 1).await.unwrap().pop().unwrap()
}

async fn step(world: &World, deletion: &DueDeletion) -> Destroyed {
    let mut txn = world.txn();
    let done = destruction::destroy(&mut txn, deletion, world.clock.now()).await.unwrap();
    txn.commit().await.unwrap();
    done
}

async fn cancel(world: &World, id: KeyId) {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    lifecycle::cancel_deletion(&mut txn, &key).unwrap();
    txn.commit().await.unwrap();
}

async fn schedule(world: &World, id: KeyId, days: i64) {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let window = DeletionWindow::days(days).unwrap();
    lifecycle::schedule_deletion(&mut txn, &key, window, world.clock.now()).unwrap();
    txn.commit().await.unwrap();
}

#[tokio::test]
async fn a_key_is_destroyed_on_its_date_with_everything_that_is_its_own() {
    let memory = rampart_store::Memory::new();
    let world = World { store: rampart_store::Store::on_memory(memory.clone(), 3), ..World::new() };
    let (id, kept) = (world.key().await, world.key().await);
    for n in 0..49 {
        let mut txn = world.txn();
        let key = world.permit(&mut txn, &id.to_string()).await;
        versions::create(&mut txn, &key, &world.clock, &world.entropy).await.unwrap();
        let name = AliasName::parse(&format!("alias/x/{n}")).unwrap();
        let place = AliasPlace::new(world.region.clone(), world.account, name);
        let key = world.permit(&mut txn, &id.to_string()).await;
        alias::create(&mut txn, &world.allow(place).unwrap(), &key, world.clock.now()).await.unwrap();
        txn.commit().await.unwrap();
    }
    schedule(&world, id, 7).await;
    schedule(&world, kept, 8).await;
    assert_eq!(due(&world).await, []);
    world.clock.advance_ms(7 * DAY_MS + 1000);

    assert_eq!(due(&world).await, [id]);
    let deletion = first_due(&world).await;
    assert_eq!(step(&world, &deletion).await, Destroyed::Key);
    let mut steps = 0;
    while step(&world, &deletion).await != Destroyed::Whole {
        steps += 1;
        assert!(steps < 10);
    }
    assert_eq!(due(&world).await, []);

    let gone = KeyRef::id(id).find(&mut world.txn(), &world.region, world.account).await.unwrap();
    assert!(gone.is_none());
    let snapshot = rampart_store::Backend::snapshot(&memory).await.unwrap();
    let rows = snapshot.scan(&rampart_store::Range::all(), &rampart_store::Page::first(500)).await.unwrap();
    // What is left: the other key, its version, that version's index, its deletion, and the wrapping key.
    assert_eq!(rows.len(), 5, "{:?}", rows.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_deletion_taken_back_destroys_nothing() {
    let world = World::new();
    let id = world.key().await;
    schedule(&world, id, 7).await;
    cancel(&world, id).await;
    world.clock.advance_ms(400 * DAY_MS);
    assert_eq!(due(&world).await, []);
}

#[tokio::test]
async fn a_deletion_may_be_taken_back_until_the_moment_that_the_key_goes() {
    let world = World::new();
    let id = world.key().await;
    schedule(&world, id, 7).await;
    world.clock.advance_ms(8 * DAY_MS);
    let deletion = first_due(&world).await;
    cancel(&world, id).await;
    assert_eq!(step(&world, &deletion).await, Destroyed::TakenBack);

    schedule(&world, id, 7).await;
    world.clock.advance_ms(7 * DAY_MS + 1000);
    let deletion = first_due(&world).await;
    let mut txn = world.txn();
    assert_eq!(destruction::destroy(&mut txn, &deletion, world.clock.now()).await.unwrap(), Destroyed::Key);
    cancel(&world, id).await;
    txn.commit().await.unwrap_err();
    let kept = KeyRef::id(id).find(&mut world.txn(), &world.region, world.account).await.unwrap();
    assert!(kept.is_some());
}
