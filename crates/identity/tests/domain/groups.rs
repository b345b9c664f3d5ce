use std::sync::Arc;

use rampart_authz::{Caller, Collection, DeniedBy, Grant, Resource};
use rampart_identity::{
    actions::ram,
    group,
    membership::{self, MembershipRefused},
    policy::{Policy, PolicyKind},
};
use rampart_policy::{NoConditions, PolicySet, Request, explain};
use rampart_store::CommitFailed;

use crate::world::{World, document, group_name, now};

async fn set_of(world: &World, caller: &Caller) -> Arc<PolicySet> {
    let set = match world.rights(caller).await.grant {
        Grant::Policies { identity, .. } => Some(identity),
        Grant::Root | Grant::Service => None,
    };
    set.unwrap()
}

#[tokio::test]
async fn a_decision_and_an_explanation_name_the_group() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let group = world.group("admins").await;
    let own = world.policy("own", document("Allow", "kms:*", "*")).await;
    let shared = world.policy("shared", document("Allow", "ram:CreateUser", "*")).await;
    let user = world.find_user("alice").await;
    world.attach_to_user(Policy::Custom(own), &user).await;
    world.attach_to_group(Policy::Custom(shared), &group).await;
    world.join(&user, &group).await;
    let users = || Collection::global("ram", world.account, "user/*");
    let permit = world.ask(&alice, ram::CreateUser, users()).await.ok().unwrap();
    assert_eq!(permit.by().to_string(), "custom:shared:v1 statement 1 through group admins");

    let set = set_of(&world, &alice).await;
    let arn = users();
    let request =
        Request { action: "ram:CreateUser", resource: arn.arn().as_str(), conditions: &NoConditions };
    let explained = explain(&set, &request);
    let through: Vec<_> = explained
        .statements
        .iter()
        .map(|trace| (trace.policy.as_str(), trace.group.as_deref(), trace.matched()))
        .collect();
    let wanted = [
        ("custom:own:v1", None, false),
        ("preference:AllowUserToChangePassword", None, false),
        ("custom:shared:v1", Some("admins"), true),
    ];
    assert_eq!(through, wanted);
    assert!(explained.to_string().contains("statement 1 of custom:shared:v1, through group admins"));

    // Under its new name it is named from the next question on.
    let permit = world.may(ram::UpdateGroup, group).await;
    let at = now(&world.clock);
    world
        .change(async |txn| group::update(txn, &permit, Some(group_name("ops")), None, at).await)
        .await
        .unwrap();
    let permit = world.ask(&alice, ram::CreateUser, users()).await.ok().unwrap();
    assert_eq!(permit.by().to_string(), "custom:shared:v1 statement 1 through group ops");
}

#[tokio::test]
async fn what_is_held_twice_stays_when_one_goes() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let user = world.find_user("alice").await;
    let (one, other) = (world.group("one").await, world.group("other").await);
    let policy = world.find_policy(PolicyKind::System, "AliyunRAMFullAccess").await;
    for group in [&one, &other] {
        world.attach_to_group(policy.clone(), group).await;
        world.join(&user, group).await;
    }
    // One through each group, and what the account's preferences allow.
    assert_eq!(set_of(&world, &alice).await.len(), 3);
    world.leave(&user, &one).await;
    assert!(world.may_create_users(&alice).await);
    world.leave(&user, &other).await;
    assert!(!world.may_create_users(&alice).await);
}

#[tokio::test]
async fn a_denial_of_a_group_binds_whoever_holds_more() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let user = world.find_user("alice").await;
    let admin = world.find_policy(PolicyKind::System, "AdministratorAccess").await;
    world.attach_to_user(admin, &user).await;
    let group = world.group("contractors").await;
    let deny = world.policy("deny", document("Deny", "ram:*", "*")).await;
    world.attach_to_group(Policy::Custom(deny), &group).await;
    world.join(&user, &group).await;
    let users = Collection::global("ram", world.account, "user/*");
    let denied = world.ask(&alice, ram::CreateUser, users).await.err().unwrap();
    assert!(matches!(&denied.by, DeniedBy::Statement(_)));
    assert_eq!(denied.by.to_string(), "custom:deny:v1 statement 1 through group contractors denies it");
}

#[tokio::test]
async fn those_who_are_in_the_same_groups_share_one_set() {
    let world = World::new().await;
    let group = world.group("g").await;
    let policy = world.find_policy(PolicyKind::System, "AliyunKMSFullAccess").await;
    world.attach_to_group(policy, &group).await;
    let mut callers = Vec::new();
    for name in ["alice", "bob"] {
        let caller = world.caller(name).await;
        world.join(&world.find_user(name).await, &group).await;
        callers.push(caller);
    }
    let (one, other) = (set_of(&world, &callers[0]).await, set_of(&world, &callers[1]).await);
    assert!(Arc::ptr_eq(&one, &other));
}

#[tokio::test]
async fn a_group_made_again_under_the_same_name_gives_nothing() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let user = world.find_user("alice").await;
    let group = world.group("g").await;
    world.join(&user, &group).await;
    world.leave(&user, &group).await;
    let permit = world.may(ram::DeleteGroup, group).await;
    world.change(async |txn| group::delete(txn, &permit).await).await.unwrap();
    let again = world.group("g").await;
    let policy = world.find_policy(PolicyKind::System, "AliyunRAMFullAccess").await;
    world.attach_to_group(policy, &again).await;
    assert!(!world.may_create_users(&alice).await);
}

#[tokio::test]
async fn nobody_joins_a_group_while_it_goes() {
    let world = World::new().await;
    let (user, group) = (world.user("alice").await, world.group("g").await);
    let joining_user = world.may(ram::AddUserToGroup, user.clone()).await;
    let permit = world.may(ram::DeleteGroup, group.clone()).await;
    let mut joining = world.store.begin();
    let found = group::find(&mut joining, world.account, &group_name("g")).await.unwrap().unwrap();
    let joined = world.may(ram::AddUserToGroup, found).await;
    membership::join(&mut joining, &joining_user, &joined, now(&world.clock)).await.unwrap();
    world.change(async |txn| group::delete(txn, &permit).await).await.unwrap();
    assert_eq!(joining.commit().await, Err(CommitFailed::Conflict));
}

#[tokio::test]
async fn a_user_is_in_ten_groups_at_most() {
    let world = World::new().await;
    let user = world.user("alice").await;
    for number in 0..10 {
        world.join(&user, &world.group(&format!("g{number}")).await).await;
    }
    let eleventh = world.group("g10").await;
    let user = world.may(ram::AddUserToGroup, user).await;
    let group = world.may(ram::AddUserToGroup, eleventh).await;
    let at = now(&world.clock);
    let refused = world.change(async |txn| membership::join(txn, &user, &group, at).await).await;
    assert!(matches!(refused, Err(MembershipRefused::LimitExceeded)));
}
