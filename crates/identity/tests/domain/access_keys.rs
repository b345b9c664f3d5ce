use rampart_identity::{
    access_key::{self, AccessKeyRefused, KeyOwner},
    actions::ram,
};

use crate::world::World;

#[tokio::test]
async fn a_user_has_two_access_keys_at_most() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let first = world.key_of(&alice).await;
    world.key_of(&alice).await;
    let create = async || {
        let owner = world.may(ram::CreateAccessKey, KeyOwner::User(alice.clone())).await;
        world.change(async |txn| access_key::create(txn, &owner, &world.clock, &world.entropy).await).await
    };
    assert!(matches!(create().await, Err(AccessKeyRefused::LimitExceeded)));
    let owner = world.may(ram::DeleteAccessKey, KeyOwner::User(alice.clone())).await;
    world.change(async |txn| access_key::delete(txn, &owner, &first.id).await).await.unwrap();
    let third = create().await.unwrap();
    assert_eq!((third.id.as_str().len(), third.secret.expose_secret().len()), (24, 30));
    let owner = world.may(ram::ListAccessKeys, KeyOwner::User(alice)).await;
    let listed = access_key::list(&mut world.store.begin(), &owner).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().any(|key| key.id == third.id));
}

#[tokio::test]
async fn anothers_access_key_is_not_there() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let key = world.key_of(&alice).await;
    for owner in [KeyOwner::User(bob), KeyOwner::account_itself(world.account)] {
        let update = world.may(ram::UpdateAccessKey, owner.clone()).await;
        let set = world.change(async |txn| access_key::set_active(txn, &update, &key.id, false).await).await;
        assert!(matches!(set, Err(AccessKeyRefused::NotFound)));
        let delete = world.may(ram::DeleteAccessKey, owner).await;
        let deleted = world.change(async |txn| access_key::delete(txn, &delete, &key.id).await).await;
        assert!(matches!(deleted, Err(AccessKeyRefused::NotFound)));
    }
    assert!(world.claim(&key.id, None).await.is_ok());
}

#[tokio::test]
async fn the_accounts_own_key_is_listed_as_such() {
    let world = World::new().await;
    let owner = world.may(ram::ListAccessKeys, KeyOwner::account_itself(world.account)).await;
    let listed = access_key::list(&mut world.store.begin(), &owner).await.unwrap();
    assert_eq!(listed.iter().map(|key| Some(&key.id)).collect::<Vec<_>>(), [world.root.access_key.as_ref()]);
}
