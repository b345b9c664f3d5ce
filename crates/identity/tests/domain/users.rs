use rampart_identity::{
    actions::ram,
    listing::Listing,
    name::{Comments, DisplayName},
    policy::PolicyKind,
    user::{self, Details, NewUser, UserRefused},
};

use crate::world::{World, now, user_name};

#[tokio::test]
async fn a_name_serves_one_user_whatever_its_case() {
    let world = World::new().await;
    let alice = world.user("Alice").await;
    for (name, found) in [("Alice", true), ("alice", true), ("ALICE", true), ("alic", false)] {
        let user = user::find(&mut world.store.begin(), world.account, &user_name(name)).await.unwrap();
        assert_eq!(user.map(|user| user.id), found.then_some(alice.id), "{name}");
    }
    let among = world.all(ram::CreateUser, "user/*").await;
    let again = NewUser { name: user_name("aLICE"), details: Details::default() };
    let made = world
        .change(async |txn| {
            user::create(txn, &among, again, world.identity.quotas(), &world.clock, &world.entropy).await
        })
        .await;
    assert!(matches!(made, Err(UserRefused::AlreadyExists)));
}

#[tokio::test]
async fn a_renamed_user_is_the_same_user() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.user("bob").await;
    let key = world.key_of(&alice).await;
    let rename = async |from: &user::User, to: &str| {
        let permit = world.may(ram::UpdateUser, from.clone()).await;
        world
            .change(async |txn| {
                user::update(txn, &permit, Some(user_name(to)), Details::default(), now(&world.clock)).await
            })
            .await
    };
    assert!(matches!(rename(&alice, "BOB").await, Err(UserRefused::AlreadyExists)));
    let carol = rename(&alice, "carol").await.unwrap();
    assert_eq!(carol.id, alice.id);
    assert_eq!(world.claim(&key.id, None).await.unwrap().display_name(), alice.id.to_string());
    assert!(world.claim(&key.id, None).await.unwrap().arn().as_str().ends_with("user/carol"));
    assert!(
        user::find(&mut world.store.begin(), world.account, &user_name("alice")).await.unwrap().is_none()
    );
    // The case of a name changes without the name being taken by itself.
    let shouted = rename(&carol, "CAROL").await.unwrap();
    assert_eq!(shouted.name.as_str(), "CAROL");
    assert_eq!(world.user("alice").await.name.as_str(), "alice");
}

#[tokio::test]
async fn words_about_a_user_change_one_by_one() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let say = async |details: Details| {
        let found =
            user::find_by_id(&mut world.store.begin(), world.account, alice.id).await.unwrap().unwrap();
        let permit = world.may(ram::UpdateUser, found).await;
        world
            .change(async |txn| user::update(txn, &permit, None, details, now(&world.clock)).await)
            .await
            .unwrap()
    };
    let display_name = DisplayName::parse("Alice").ok();
    say(Details { display_name, ..Details::default() }).await;
    let user = say(Details { comments: Comments::parse("nightly").ok(), ..Details::default() }).await;
    assert_eq!(user.display_name.as_ref().map(DisplayName::as_str), Some("Alice"));
    assert_eq!(user.comments.as_ref().map(Comments::as_str), Some("nightly"));
    assert!(user.updated > user.created);
}

#[tokio::test]
async fn a_user_goes_only_with_empty_hands() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let key = world.key_of(&alice).await;
    world.attach_to_user(world.find_policy(PolicyKind::System, "AdministratorAccess").await, &alice).await;
    let delete = async || {
        let permit = world.may(ram::DeleteUser, alice.clone()).await;
        world.change(async |txn| user::delete(txn, &permit).await).await
    };
    assert!(matches!(delete().await, Err(UserRefused::HasAccessKey)));
    let owner = rampart_identity::access_key::KeyOwner::User(alice.clone());
    let owner = world.may(ram::DeleteAccessKey, owner).await;
    world.change(async |txn| rampart_identity::access_key::delete(txn, &owner, &key.id).await).await.unwrap();
    assert!(matches!(delete().await, Err(UserRefused::HasPolicy)));
    let user = world.may(ram::DetachPolicyFromUser, alice.clone()).await;
    let policy = world.find_policy(PolicyKind::System, "AdministratorAccess").await;
    let policy = world.may(ram::DetachPolicyFromUser, policy).await;
    world
        .change(async |txn| rampart_identity::attachment::detach_from_user(txn, &user, &policy).await)
        .await
        .unwrap();
    delete().await.unwrap();
    let again = world.user("alice").await;
    assert_ne!(again.id, alice.id);
}

#[tokio::test]
async fn users_are_listed_by_name_page_by_page() {
    let world = World::new().await;
    for name in ["dora", "Bob", "alice", "carol", "eve"] {
        world.user(name).await;
    }
    let among = world.all(ram::ListUsers, "user/*").await;
    let (mut seen, mut pages, mut after) = (Vec::new(), 0, None);
    loop {
        let page = Listing::new(2, after);
        let listed = user::list(&mut world.store.begin(), &among, &page).await.unwrap();
        seen.extend(listed.items.iter().map(|user| user.name.to_string()));
        pages += 1;
        after = listed.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((pages, seen.join(" ").as_str()), (3, "alice Bob carol dora eve"));
}
