use std::sync::Arc;

use rampart_authz::{DeniedBy, Grant};
use rampart_identity::{
    access_key::{self, KeyOwner},
    actions::ram,
    policy::{
        self, Policy, PolicyKind,
        version::{self, Rotation},
    },
    user,
};

use crate::world::{World, document, held, now, policy_name, user_name};

async fn attach(world: &World, policy: Policy, user: &str) {
    let user = user::find(&mut world.store.begin(), world.account, &user_name(user)).await.unwrap().unwrap();
    world.attach_to_user(policy, &user).await;
}

#[tokio::test]
async fn a_change_of_policies_bites_at_the_next_question() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    assert!(!world.may_create_users(&alice).await);
    let allow = world.policy("allow", document("Allow", "ram:CreateUser", "*")).await;
    attach(&world, Policy::Custom(allow), "alice").await;
    assert!(world.may_create_users(&alice).await);
    let deny = world.policy("deny", document("Deny", "ram:*", "*")).await;
    attach(&world, Policy::Custom(deny.clone()), "alice").await;
    assert!(!world.may_create_users(&alice).await);
    // A harmless version comes into force.
    let permit = world.may(ram::CreatePolicyVersion, deny).await;
    let text = document("Deny", "kms:*", "*");
    world
        .change(async |txn| {
            version::create(txn, &permit, text, true, Rotation::None, now(&world.clock)).await
        })
        .await
        .unwrap();
    assert!(world.may_create_users(&alice).await);
}

#[tokio::test]
async fn those_who_hold_the_same_share_one_set() {
    let world = World::new().await;
    let (alice, bob) = (world.caller("alice").await, world.caller("bob").await);
    for name in ["AliyunKMSFullAccess", "AliyunRAMReadOnlyAccess"] {
        attach(&world, world.find_policy(PolicyKind::System, name).await, "alice").await;
    }
    for name in ["AliyunRAMReadOnlyAccess", "AliyunKMSFullAccess"] {
        attach(&world, world.find_policy(PolicyKind::System, name).await, "bob").await;
    }
    let (one, other) = (world.rights(&alice).await, world.rights(&bob).await);
    let (Grant::Policies { identity: one, .. }, Grant::Policies { identity: other, .. }) =
        (one.grant, other.grant)
    else {
        panic!("users hold policies")
    };
    assert!(Arc::ptr_eq(&one, &other));
    // And what the account's preferences allow.
    assert_eq!(one.len(), 3);
}

#[tokio::test]
async fn a_decision_names_policy_and_version() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let policy = world.policy("OnlyUsers", document("Allow", "ram:CreateUser", "*")).await;
    attach(&world, Policy::Custom(policy), "alice").await;
    let users = || rampart_authz::Collection::global("ram", world.account, "user/*");
    let permit = world.ask(&alice, ram::CreateUser, users()).await.ok().unwrap();
    assert_eq!(permit.by().to_string(), "custom:OnlyUsers:v1 statement 1");
    let denied = world.ask(&alice, ram::ListUsers, users()).await.err().unwrap();
    assert_eq!(denied.by, DeniedBy::Silent);
}

#[tokio::test]
async fn whose_key_was_withdrawn_after_he_signed_holds_nothing() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    attach(&world, world.find_policy(PolicyKind::System, "AdministratorAccess").await, "alice").await;
    // Its own, and what the account's preferences allow.
    assert_eq!(held(&world.rights(&alice).await), 2);
    let user =
        user::find(&mut world.store.begin(), world.account, &user_name("alice")).await.unwrap().unwrap();
    let owner = world.may(ram::UpdateAccessKey, KeyOwner::User(user)).await;
    let key = alice.access_key.clone().unwrap();
    world.change(async |txn| access_key::set_active(txn, &owner, &key, false).await).await.unwrap();
    assert_eq!(held(&world.rights(&alice).await), 0);
    assert!(!world.may_create_users(&alice).await);

    let owner = world.may(ram::UpdateAccessKey, KeyOwner::account_itself(world.account)).await;
    let key = world.root.access_key.clone().unwrap();
    world.change(async |txn| access_key::set_active(txn, &owner, &key, false).await).await.unwrap();
    assert!(!world.may_create_users(&world.root).await);
}

#[tokio::test]
async fn tags_of_users_stand_as_conditions() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let text = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:GetUser","Resource":"*",
        "Condition":{"StringEquals":{"acs:ResourceTag/team":"db"}}}]}"#;
    attach(&world, Policy::Custom(world.policy("tagged", text.into()).await), "alice").await;
    let bob = world.user("bob").await;
    assert!(world.ask(&alice, ram::GetUser, bob.clone()).await.is_err());
    let tags = rampart_identity::tag::Tags::checked([rampart_vocab::Tag::new("team", "db")]).unwrap();
    let permit = world.may(ram::TagResources, rampart_identity::tag::Tagged::User(bob.clone())).await;
    world
        .change(async |txn| rampart_identity::tag::set(txn, &permit, &tags, now(&world.clock)))
        .await
        .unwrap();
    let bob = user::find_by_id(&mut world.store.begin(), world.account, bob.id).await.unwrap().unwrap();
    assert!(world.ask(&alice, ram::GetUser, bob).await.is_ok());
}

#[tokio::test]
async fn a_permit_given_before_a_detachment_does_not_commit_after_it() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let policy = world.find_policy(PolicyKind::System, "AliyunRAMFullAccess").await;
    attach(&world, policy.clone(), "alice").await;
    // Alice's call is decided, and then is slow.
    let mut slow = world.store.begin();
    let rights = world.identity.rights_of(&mut slow, &alice).await.unwrap();
    slow.require(&rampart_identity::epoch_path(world.account), rights.epoch);
    let among = world.all(ram::CreatePolicy, "policy/*").await;
    let new = policy::NewPolicy {
        name: policy_name("late"),
        description: None,
        document: document("Allow", "*", "*"),
        tags: rampart_identity::tag::Tags::default(),
    };
    let quotas = world.identity.quotas();
    policy::create(&mut slow, &among, new, quotas, &world.clock, &world.entropy).await.unwrap();
    // Meanwhile her right goes.
    let user =
        user::find(&mut world.store.begin(), world.account, &user_name("alice")).await.unwrap().unwrap();
    let user = world.may(ram::DetachPolicyFromUser, user).await;
    let policy = world.may(ram::DetachPolicyFromUser, policy).await;
    world
        .change(async |txn| rampart_identity::attachment::detach_from_user(txn, &user, &policy).await)
        .await
        .unwrap();
    assert_eq!(slow.commit().await, Err(rampart_store::CommitFailed::Conflict));
}
