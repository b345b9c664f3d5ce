//! Which changes move the authorisation epoch: every one that can take a right away.

use rampart_identity::{
    access_key::{self, KeyOwner},
    actions::ram,
    attachment, group, login,
    policy::{
        self, Policy, PolicyKind, VersionId,
        version::{self, Rotation},
    },
    role::{self, RoleChange},
    session::{self, SessionKey},
    tag::{self, Tagged, Tags},
    user::{self, Details},
};
use rampart_vocab::Tag;

use crate::world::{TRUST_ACCOUNT, TRUST_RDS, World, document, group_name, now, policy_name, user_name};

const MOVES: bool = true;
const STAYS: bool = false;

#[tokio::test]
async fn what_can_take_a_right_away_moves_the_epoch() {
    let world = &World::new().await;
    let mut before = world.epoch().await;
    let mut check = async |operation: &str, moves: bool| {
        let after = world.epoch().await;
        assert_eq!(after > before, moves, "{operation}");
        before = after;
    };

    let alice = world.user("alice").await;
    check("CreateUser", STAYS).await;
    let key = world.key_of(&alice).await;
    check("CreateAccessKey", STAYS).await;
    let role = world.role("r", TRUST_RDS).await;
    check("CreateRole", STAYS).await;
    let policy = world.policy("p", document("Allow", "kms:*", "*")).await;
    check("CreatePolicy", STAYS).await;

    let custom = Policy::Custom(policy.clone());
    world.attach_to_user(custom.clone(), &alice).await;
    check("AttachPolicyToUser", MOVES).await;
    world.attach_to_role(custom.clone(), &role).await;
    check("AttachPolicyToRole", MOVES).await;

    let find = async || {
        policy::find_custom(&mut world.store.begin(), world.account, &policy_name("p"))
            .await
            .unwrap()
            .unwrap()
    };
    for (set_default, moves) in [(false, STAYS), (true, MOVES)] {
        let permit = world.may(ram::CreatePolicyVersion, find().await).await;
        let text = document("Deny", "kms:*", "*");
        let at = now(&world.clock);
        world
            .change(async |txn| version::create(txn, &permit, text, set_default, Rotation::None, at).await)
            .await
            .unwrap();
        check("CreatePolicyVersion", moves).await;
    }
    let permit = world.may(ram::SetDefaultPolicyVersion, find().await).await;
    let at = now(&world.clock);
    world.change(async |txn| version::set_default(txn, &permit, VersionId(1), at).await).await.unwrap();
    check("SetDefaultPolicyVersion", MOVES).await;
    let permit = world.may(ram::DeletePolicyVersion, find().await).await;
    world.change(async |txn| version::delete(txn, &permit, VersionId(3)).await).await.unwrap();
    check("DeletePolicyVersion", STAYS).await;
    let permit = world.may(ram::UpdatePolicyDescription, find().await).await;
    world.change(async |txn| Ok::<_, ()>(policy::describe(txn, &permit, None, at))).await.unwrap();
    check("UpdatePolicyDescription", STAYS).await;

    let tags = Tags::checked([Tag::new("team", "db")]).unwrap();
    let permit = world.may(ram::TagResources, Tagged::User(alice.clone())).await;
    world.change(async |txn| tag::set(txn, &permit, &tags, at)).await.unwrap();
    check("TagResources", MOVES).await;
    let permit = world.may(ram::UntagResources, Tagged::User(alice.clone())).await;
    world
        .change(async |txn| {
            tag::remove(txn, &permit, None, at);
            Ok::<_, ()>(())
        })
        .await
        .unwrap();
    check("UntagResources", MOVES).await;

    let group = world.group("g").await;
    check("CreateGroup", STAYS).await;
    world.attach_to_group(custom.clone(), &group).await;
    check("AttachPolicyToGroup", MOVES).await;
    world.join(&alice, &group).await;
    check("AddUserToGroup", MOVES).await;
    for (name, moves) in [(None, STAYS), (Some("h"), MOVES)] {
        let permit = world.may(ram::UpdateGroup, group.clone()).await;
        let name = name.map(group_name);
        world.change(async |txn| group::update(txn, &permit, name, None, at).await).await.unwrap();
        check("UpdateGroup", moves).await;
    }
    let group = group::find_by_id(&mut world.store.begin(), world.account, group.id).await.unwrap().unwrap();
    world.leave(&alice, &group).await;
    check("RemoveUserFromGroup", MOVES).await;
    let permit = world.may(ram::DetachPolicyFromGroup, group.clone()).await;
    let held = world.may(ram::DetachPolicyFromGroup, custom.clone()).await;
    world.change(async |txn| attachment::detach_from_group(txn, &permit, &held).await).await.unwrap();
    check("DetachPolicyFromGroup", MOVES).await;
    let permit = world.may(ram::DeleteGroup, group).await;
    world.change(async |txn| group::delete(txn, &permit).await).await.unwrap();
    check("DeleteGroup", MOVES).await;

    let permit = world.all(ram::SetSecurityPreference, "*").await;
    let change = login::PreferenceChange { change_password: Some(false), ..Default::default() };
    world.change(async |txn| login::set_preference(txn, &permit, change).await).await.unwrap();
    check("SetSecurityPreference", MOVES).await;
    let permit = world.all(ram::SetPasswordPolicy, "*").await;
    let change = login::PasswordPolicyChange::default();
    world.change(async |txn| login::set_policy(txn, &permit, change).await).await.unwrap();
    check("SetPasswordPolicy", STAYS).await;
    world.login_profile(&alice, "first password").await;
    check("CreateLoginProfile", STAYS).await;
    for (password, moves) in [(None, STAYS), (Some("second password".into()), MOVES)] {
        let permit = world.may(ram::UpdateLoginProfile, alice.clone()).await;
        let change = login::ProfileChange { password, ..Default::default() };
        let passwords = world.identity.passwords();
        world
            .change(async |txn| {
                login::update(txn, &permit, change, passwords, at, &world.entropy).await.map(drop)
            })
            .await
            .unwrap();
        check("UpdateLoginProfile", moves).await;
    }
    let permit = world.may(ram::DeleteLoginProfile, alice.clone()).await;
    world.change(async |txn| login::delete(txn, &permit, at).await).await.unwrap();
    check("DeleteLoginProfile", MOVES).await;

    let update = async |name: Option<&str>| {
        let found =
            user::find_by_id(&mut world.store.begin(), world.account, alice.id).await.unwrap().unwrap();
        let permit = world.may(ram::UpdateUser, found).await;
        let name = name.map(user_name);
        world
            .change(async |txn| user::update(txn, &permit, name, Details::default(), at).await)
            .await
            .unwrap()
    };
    update(None).await;
    check("UpdateUser, words", STAYS).await;
    let alice = update(Some("carol")).await;
    check("UpdateUser, name", MOVES).await;

    let change_role = async |change: RoleChange| {
        let found =
            role::find_by_id(&mut world.store.begin(), world.account, role.id).await.unwrap().unwrap();
        let permit = world.may(ram::UpdateRole, found).await;
        world.change(async |txn| role::update(txn, &permit, change, at).await).await.unwrap();
    };
    change_role(RoleChange::default()).await;
    check("UpdateRole, words", STAYS).await;
    change_role(RoleChange { trust: Some(TRUST_ACCOUNT.into()), ..RoleChange::default() }).await;
    check("UpdateRole, trust", MOVES).await;

    let one = SessionKey::new(world.account, "STS.one".parse().unwrap()).unwrap();
    let permit = world.may(ram::EndSessions, one).await;
    world.change(async |txn| session::end_by_key(txn, &permit, at).await).await.unwrap();
    check("a session ended", MOVES).await;
    let permit = world.may(ram::EndSessions, role.clone()).await;
    world
        .change(async |txn| {
            session::end_all_of_role(txn, &permit, at);
            Ok::<_, ()>(())
        })
        .await
        .unwrap();
    check("all sessions of a role ended", MOVES).await;

    let owner = || KeyOwner::User(alice.clone());
    for (active, moves) in [(false, MOVES), (true, STAYS)] {
        let permit = world.may(ram::UpdateAccessKey, owner()).await;
        world.change(async |txn| access_key::set_active(txn, &permit, &key.id, active).await).await.unwrap();
        check("UpdateAccessKey", moves).await;
    }
    let permit = world.may(ram::DeleteAccessKey, owner()).await;
    world.change(async |txn| access_key::delete(txn, &permit, &key.id).await).await.unwrap();
    check("DeleteAccessKey", MOVES).await;

    let user = world.may(ram::DetachPolicyFromUser, alice.clone()).await;
    let held = world.may(ram::DetachPolicyFromUser, custom.clone()).await;
    world.change(async |txn| attachment::detach_from_user(txn, &user, &held).await).await.unwrap();
    check("DetachPolicyFromUser", MOVES).await;
    world.detach_from_role(custom, &role).await;
    check("DetachPolicyFromRole", MOVES).await;

    world.delete_user(&alice).await;
    check("DeleteUser", MOVES).await;
    world.delete_role(&role).await;
    check("DeleteRole", MOVES).await;
    let permit = world.may(ram::DeletePolicy, find().await).await;
    world.change(async |txn| policy::delete(txn, &permit, true).await).await.unwrap();
    check("DeletePolicy", STAYS).await;

    world.find_policy(PolicyKind::System, "AdministratorAccess").await;
    check("reading", STAYS).await;
}
