use rampart_identity::{
    actions::ram,
    attachment::{self, AttachmentRefused},
    policy::{self, Policy, PolicyKind},
};

use crate::world::{TRUST_RDS, World, document, now};

async fn attach(
    world: &World,
    policy: Policy,
    user: &rampart_identity::user::User,
) -> Result<(), AttachmentRefused> {
    let user = world.may(ram::AttachPolicyToUser, user.clone()).await;
    let policy = world.may(ram::AttachPolicyToUser, policy).await;
    let at = now(&world.clock);
    world.change(async |txn| attachment::attach_to_user(txn, &user, &policy, at).await).await
}

#[tokio::test]
async fn an_attachment_shows_from_both_sides() {
    let world = World::new().await;
    let (alice, role) = (world.user("alice").await, world.role("r", TRUST_RDS).await);
    for policy in [
        Policy::Custom(world.policy("p", document("Allow", "kms:*", "*")).await),
        world.find_policy(PolicyKind::System, "AliyunKMSFullAccess").await,
    ] {
        world.attach_to_user(policy.clone(), &alice).await;
        world.attach_to_role(policy.clone(), &role).await;
        let permit = world.may(ram::ListEntitiesForPolicy, policy.clone()).await;
        let entities = attachment::entities_for(&mut world.store.begin(), &permit).await.unwrap();
        assert_eq!(entities.users.iter().map(|held| held.item.id).collect::<Vec<_>>(), [alice.id]);
        assert_eq!(entities.roles.iter().map(|held| held.item.id).collect::<Vec<_>>(), [role.id]);
        let permit = world.may(ram::GetPolicy, policy).await;
        assert_eq!(policy::get(&mut world.store.begin(), &permit).await.unwrap().attachments, 2);
    }
    let permit = world.may(ram::ListPoliciesForUser, alice).await;
    let held = attachment::list_for_user(&mut world.store.begin(), &permit).await.unwrap();
    assert_eq!(held.iter().map(|held| held.item.name()).collect::<Vec<_>>(), ["p", "AliyunKMSFullAccess"]);
    let permit = world.may(ram::ListPoliciesForRole, role).await;
    assert_eq!(attachment::list_for_role(&mut world.store.begin(), &permit).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_policy_is_attached_once_and_detached_once() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let policy = world.find_policy(PolicyKind::System, "AliyunKMSFullAccess").await;
    attach(&world, policy.clone(), &alice).await.unwrap();
    assert!(matches!(
        attach(&world, policy.clone(), &alice).await,
        Err(AttachmentRefused::AlreadyAttached(_))
    ));
    let user = world.may(ram::DetachPolicyFromUser, alice).await;
    let policy = world.may(ram::DetachPolicyFromUser, policy).await;
    let detach =
        async || world.change(async |txn| attachment::detach_from_user(txn, &user, &policy).await).await;
    detach().await.unwrap();
    assert!(matches!(detach().await, Err(AttachmentRefused::NotAttached(_))));
}

#[tokio::test]
async fn ten_custom_policies_fill_a_user_and_system_policies_have_room_of_their_own() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for number in 0..10 {
        let policy = world.policy(&format!("p{number}"), document("Allow", "kms:*", "*")).await;
        attach(&world, Policy::Custom(policy), &alice).await.unwrap();
    }
    let eleventh = world.policy("p10", document("Allow", "kms:*", "*")).await;
    let refused = attach(&world, Policy::Custom(eleventh), &alice).await;
    assert!(matches!(refused, Err(AttachmentRefused::LimitExceeded(_))));
    for system in rampart_identity::system::SystemPolicy::all() {
        attach(&world, world.find_policy(PolicyKind::System, system.name).await, &alice).await.unwrap();
    }
}
