use rampart_identity::{
    access_key::{self, AccessKeyRefused, KeyOwner},
    actions::ram,
};
use rampart_vocab::{AccessKeyId, Timestamp};

use crate::world::{World, now};

async fn told(
    world: &World,
    owner: KeyOwner,
    id: &AccessKeyId,
) -> Result<Option<Timestamp>, AccessKeyRefused> {
    let permit = world.may(ram::GetAccessKeyLastUsed, owner).await;
    world.identity.last_used(&mut world.store.begin(), &permit, id).await
}

#[tokio::test]
async fn a_use_is_told_at_once_and_written_down_once() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let owner = async || KeyOwner::User(world.find_user("alice").await);
    let key = alice.access_key.clone().unwrap();
    assert_eq!(told(&world, owner().await, &key).await.unwrap(), None);
    let first = now(&world.clock);
    world.identity.note_use(&alice, first);
    let whole = |at: Timestamp| Timestamp::from_second(at.as_second()).unwrap();
    assert_eq!(told(&world, owner().await, &key).await.unwrap(), Some(whole(first)));
    // Within a minute it is the same use; and what was written is not written again.
    for (wait_ms, written) in [(0, 1), (30_000, 0), (30_000, 1), (0, 0)] {
        world.clock.advance_ms(wait_ms);
        world.identity.note_use(&alice, now(&world.clock));
        assert_eq!(world.identity.write_uses(&world.store).await.unwrap(), written, "{wait_ms}");
    }
    let last = whole(now(&world.clock));
    assert_eq!(told(&world, owner().await, &key).await.unwrap(), Some(last));
    // A restart knows what was written.
    let again = rampart_identity::Identity::open(&world.store, &world.clock, &world.entropy).await.unwrap();
    let permit = world.may(ram::GetAccessKeyLastUsed, owner().await).await;
    assert_eq!(again.last_used(&mut world.store.begin(), &permit, &key).await.unwrap(), Some(last));
}

#[tokio::test]
async fn a_key_that_is_gone_leaves_nothing_behind() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let key = alice.access_key.clone().unwrap();
    world.identity.note_use(&alice, now(&world.clock));
    let user = world.find_user("alice").await;
    let permit = world.may(ram::DeleteAccessKey, KeyOwner::User(user.clone())).await;
    world.change(async |txn| access_key::delete(txn, &permit, &key).await).await.unwrap();
    world.identity.write_uses(&world.store).await.unwrap();
    let row = rampart_store::path!["access-key-used", key];
    assert_eq!(world.store.version_of(&row).await.unwrap(), rampart_vocab::Revision::ZERO);
    let refused = told(&world, KeyOwner::User(user), &key).await;
    assert!(matches!(refused, Err(AccessKeyRefused::NotFound)));
}

#[tokio::test]
async fn nobody_is_told_of_anothers_key() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.identity.note_use(&alice, now(&world.clock));
    let bob = KeyOwner::User(world.user("bob").await);
    let refused = told(&world, bob, &alice.access_key.clone().unwrap()).await;
    assert!(matches!(refused, Err(AccessKeyRefused::NotFound)));
}
