//! Wearing roles, and every way in which a session must fail.

use rampart_authz::{DeniedBy, ServicePrincipal};
use rampart_identity::{
    Identity, NotAuthentic,
    actions::ram,
    assume::{AssumeRefused, Wish},
    name::SessionName,
    policy::{Policy, PolicyKind},
    role::{self, RoleChange, SessionLength},
    session::{self, SessionKey},
    user,
};
use rampart_store::Store;
use rampart_vocab::Timestamp;

use crate::world::{TRUST_ACCOUNT, TRUST_RDS, World, document, held, now, user_name};

async fn refused(world: &World, caller: &rampart_authz::Caller, role: &role::Role) -> Option<DeniedBy> {
    world.permit_assume(caller, role, &[]).await.err().map(|denied| denied.by)
}

#[tokio::test]
async fn a_role_is_worn_when_both_sides_allow_it() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let trusted = world.role("trusted", TRUST_ACCOUNT).await;
    let for_rds = world.role("for-rds", TRUST_RDS).await;
    assert_eq!(refused(&world, &alice, &trusted).await, Some(DeniedBy::Silent));
    world.let_assume("alice").await;
    assert_eq!(refused(&world, &alice, &trusted).await, None);
    assert_eq!(refused(&world, &alice, &for_rds).await, Some(DeniedBy::TrustSilent));
    assert_eq!(refused(&world, &world.root, &trusted).await, Some(DeniedBy::RootForbidden));
}

#[tokio::test]
async fn a_trust_of_another_account_trusts_nobody_here() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let other = TRUST_ACCOUNT.replace("1234567890123456", "9999999999999999");
    let role = world.role("foreign", &other).await;
    assert_eq!(refused(&world, &alice, &role).await, Some(DeniedBy::TrustSilent));
}

#[tokio::test]
async fn an_external_id_must_be_brought_where_trust_asks_for_it() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let trust = TRUST_ACCOUNT.replace(
        r#""Principal""#,
        r#""Condition":{"StringEquals":{"sts:ExternalId":"partner-7"}},"Principal""#,
    );
    let role = world.role("partner", &trust).await;
    for (given, taken) in [
        (&[][..], false),
        (&[("sts:ExternalId", "partner-8")][..], false),
        (&[("sts:ExternalId", "partner-7")][..], true),
    ] {
        assert_eq!(world.permit_assume(&alice, &role, given).await.is_ok(), taken, "{given:?}");
    }
}

#[tokio::test]
async fn credentials_name_role_and_session() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("Ops.Admin", TRUST_ACCOUNT).await;
    let credentials = world.assume(&alice, &role, None).await.unwrap();
    assert!(credentials.access_key_id.as_str().starts_with("STS."));
    assert_eq!(credentials.worn.arn.as_str(), "acs:ram::1234567890123456:role/ops.admin/nightly");
    assert_eq!(credentials.worn.id, format!("{}:nightly", role.id));
    assert_eq!(credentials.expires.as_second() - now(&world.clock).as_second(), 3_600);
    let caller = world.claim_with(&credentials).await.unwrap();
    assert_eq!(caller.arn().as_str(), "acs:ram::1234567890123456:assumed-role/Ops.Admin/nightly");
    assert_eq!(caller.session.unwrap().chain.len(), 1);
}

#[tokio::test]
async fn a_session_lasts_as_long_as_the_role_allows() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let permit = world.may(ram::UpdateRole, role.clone()).await;
    let change = RoleChange { max_session: SessionLength::seconds(7_200).ok(), ..RoleChange::default() };
    let role =
        world.change(async |txn| role::update(txn, &permit, change, now(&world.clock)).await).await.unwrap();
    let permit = world.permit_assume(&alice, &role, &[]).await.ok().unwrap();
    for (seconds, taken) in
        [(899, false), (900, true), (7_200, true), (7_201, false), (-1, false), (i64::MAX, false)]
    {
        let name = SessionName::parse("nightly").unwrap();
        let wish = Wish { name, seconds: Some(seconds), policy: None };
        let made = world.identity.assume(&permit, &alice, wish, &world.clock, &world.entropy);
        match made {
            Ok(_) => assert!(taken, "{seconds}"),
            Err(AssumeRefused::Duration { max }) => assert_eq!((taken, max), (false, 7_200), "{seconds}"),
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn a_session_policy_only_narrows() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let everything = document("Allow", "*", "*");
    // The role itself may nothing: a policy that allows everything gives it nothing.
    let widened = world.worn(&alice, &role, Some(&everything)).await;
    assert!(!world.may_create_users(&widened).await);
    world.attach_to_role(world.find_policy(PolicyKind::System, "AliyunRAMFullAccess").await, &role).await;
    for (policy, may) in [
        (None, true),
        (Some(&*everything), true),
        (Some(&*document("Allow", "ram:Get*", "*")), false),
        (Some(&*document("Deny", "ram:CreateUser", "*")), false),
    ] {
        let worn = world.worn(&alice, &role, policy).await;
        assert_eq!(world.may_create_users(&worn).await, may, "{policy:?}");
    }
    let long = format!("{}{everything}", " ".repeat(2_048));
    assert!(matches!(world.assume(&alice, &role, Some("{}")).await, Err(AssumeRefused::PolicyMalformed(_))));
    assert!(matches!(
        world.assume(&alice, &role, Some("")).await,
        Err(AssumeRefused::PolicyLength { max: 2048 })
    ));
    assert!(matches!(
        world.assume(&alice, &role, Some(&long)).await,
        Err(AssumeRefused::PolicyLength { .. })
    ));
}

#[tokio::test]
async fn a_chain_of_roles_ends_at_the_fourth() {
    let world = World::new().await;
    let mut caller = world.caller("alice").await;
    world.let_assume("alice").await;
    for depth in 1..=5 {
        let role = world.role(&format!("r{depth}"), TRUST_ACCOUNT).await;
        let policy = world.find_policy(PolicyKind::System, "AliyunSTSAssumeRoleAccess").await;
        world.attach_to_role(policy, &role).await;
        match world.assume(&caller, &role, None).await {
            Ok(credentials) => {
                assert!(depth <= 4, "{depth}");
                caller = world.claim_with(&credentials).await.unwrap();
                assert_eq!(caller.session.as_ref().unwrap().chain.len(), depth);
                // Only the last role's rights count.
                assert_eq!(held(&world.rights(&caller).await), 1);
            }
            Err(AssumeRefused::ChainTooLong) => assert_eq!(depth, 5),
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn tokens_serve_with_their_own_key_until_their_hour() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let (one, other) =
        (world.assume(&alice, &role, None).await.unwrap(), world.assume(&alice, &role, None).await.unwrap());
    // Opened once, the token is known: it must not serve another key for that.
    world.claim_with(&one).await.unwrap();
    world.claim_with(&other).await.unwrap();
    let mixed = world.claim(&one.access_key_id, Some(other.token.expose_secret())).await;
    assert!(matches!(mixed, Err(NotAuthentic::TokenMismatch)));
    assert!(matches!(world.claim(&one.access_key_id, None).await, Err(NotAuthentic::TokenMissing)));
    world.clock.advance_ms(3_599_000);
    world.claim_with(&one).await.unwrap();
    world.clock.advance_ms(2_000);
    assert!(matches!(world.claim_with(&one).await, Err(NotAuthentic::TokenExpired)));
}

#[tokio::test]
async fn another_servers_token_is_none() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let credentials = world.assume(&alice, &role, None).await.unwrap();
    let other = Store::in_memory(9);
    let entropy = rampart_vocab::SeededEntropy::new(9);
    let identity = Identity::open(&other, &world.clock, &entropy).await.unwrap();
    let token = Some(credentials.token.expose_secret());
    let claimed =
        identity.claimed(&mut other.begin(), &credentials.access_key_id, token, now(&world.clock)).await;
    assert!(matches!(claimed, Err(NotAuthentic::TokenMalformed)));
}

#[tokio::test]
async fn tokens_outlive_a_restart_and_a_new_term() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let old = world.assume(&alice, &role, None).await.unwrap();
    // Another server of the same store: what this one does to the keys it learns by itself.
    let other = Identity::open(&world.store, &world.clock, &world.entropy).await.unwrap();
    world.identity.rotate_token_key(&world.store, &world.clock, &world.entropy).await.unwrap();
    let new = world.assume(&alice, &role, None).await.unwrap();
    for identity in [&world.identity, &other] {
        for credentials in [&old, &new] {
            let token = Some(credentials.token.expose_secret());
            let id = &credentials.access_key_id;
            assert!(identity.claimed(&mut world.store.begin(), id, token, now(&world.clock)).await.is_ok());
        }
    }
}

#[tokio::test]
async fn a_role_made_again_under_the_same_name_is_another() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let credentials = world.assume(&alice, &role, None).await.unwrap();
    let worn = world.claim_with(&credentials).await.unwrap();
    world.delete_role(&role).await;
    assert!(matches!(world.claim_with(&credentials).await, Err(NotAuthentic::SessionEnded)));
    let again = world.role("r", TRUST_ACCOUNT).await;
    world.attach_to_role(world.find_policy(PolicyKind::System, "AdministratorAccess").await, &again).await;
    assert!(matches!(world.claim_with(&credentials).await, Err(NotAuthentic::SessionEnded)));
    // Nor does a call that was let in before the deletion gain what the new role holds.
    assert!(!world.may_create_users(&worn).await);
}

#[tokio::test]
async fn a_session_ends_with_whoever_began_it() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let (first, second) =
        (world.role("first", TRUST_ACCOUNT).await, world.role("second", TRUST_ACCOUNT).await);
    let policy = world.find_policy(PolicyKind::System, "AliyunSTSAssumeRoleAccess").await;
    world.attach_to_role(policy.clone(), &first).await;
    let through = world.worn(&alice, &first, None).await;
    let credentials = world.assume(&through, &second, None).await.unwrap();
    world.claim_with(&credentials).await.unwrap();
    world.detach_from_role(policy, &first).await;
    world.claim_with(&credentials).await.unwrap();
    world.delete_role(&first).await;
    assert!(matches!(world.claim_with(&credentials).await, Err(NotAuthentic::SessionEnded)));
}

#[tokio::test]
async fn a_renamed_user_goes_on_and_trust_by_the_old_name_does_not() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let trust = TRUST_ACCOUNT.replace(":root", ":user/alice");
    let role = world.role("r", &trust).await;
    let credentials = world.assume(&alice, &role, None).await.unwrap();
    let found =
        user::find(&mut world.store.begin(), world.account, &user_name("alice")).await.unwrap().unwrap();
    let permit = world.may(ram::UpdateUser, found).await;
    let details = user::Details::default();
    world
        .change(async |txn| {
            user::update(txn, &permit, Some(user_name("carol")), details, now(&world.clock)).await
        })
        .await
        .unwrap();
    world.claim_with(&credentials).await.unwrap();
    let carol = world.claim(alice.access_key.as_ref().unwrap(), None).await.unwrap();
    assert_eq!(refused(&world, &carol, &role).await, Some(DeniedBy::TrustSilent));
}

#[tokio::test]
async fn sessions_can_be_ended_one_by_one_and_all_at_once() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    world.attach_to_role(world.find_policy(PolicyKind::System, "AliyunRAMFullAccess").await, &role).await;
    let (one, other) =
        (world.assume(&alice, &role, None).await.unwrap(), world.assume(&alice, &role, None).await.unwrap());
    let (worn, kept) = (world.claim_with(&one).await.unwrap(), world.claim_with(&other).await.unwrap());
    let permit = world.may(ram::EndSessions, role).await;
    end_by_key(&world, worn.access_key.as_ref().unwrap().as_str(), now(&world.clock)).await;
    assert!(matches!(world.claim_with(&one).await, Err(NotAuthentic::SessionEnded)));
    assert!(!world.may_create_users(&worn).await);
    assert!(world.may_create_users(&kept).await);
    let at = now(&world.clock);
    world
        .change(async |txn| {
            session::end_all_of_role(txn, &permit, at);
            Ok::<_, ()>(())
        })
        .await
        .unwrap();
    assert!(matches!(world.claim_with(&other).await, Err(NotAuthentic::SessionEnded)));
    assert!(!world.may_create_users(&kept).await);
    let fresh = world.assume(&alice, &permit, None).await.unwrap();
    assert!(world.claim_with(&fresh).await.is_ok());
}

#[tokio::test]
async fn a_users_sessions_end_with_the_roles_that_he_wears() {
    let world = World::new().await;
    let (alice, bob) = (world.caller("alice").await, world.caller("bob").await);
    world.let_assume("alice").await;
    world.let_assume("bob").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let hers = world.assume(&alice, &role, None).await.unwrap();
    let his = world.assume(&bob, &role, None).await.unwrap();
    let found =
        user::find(&mut world.store.begin(), world.account, &user_name("alice")).await.unwrap().unwrap();
    let permit = world.may(ram::EndSessions, found).await;
    world.clock.advance_ms(1);
    let at = now(&world.clock);
    world
        .change(async |txn| {
            session::end_all_of_user(txn, &permit, at);
            Ok::<_, ()>(())
        })
        .await
        .unwrap();
    assert!(matches!(world.claim_with(&hers).await, Err(NotAuthentic::SessionEnded)));
    assert!(world.claim_with(&his).await.is_ok());
    let again = world.assume(&alice, &role, None).await.unwrap();
    assert!(world.claim_with(&again).await.is_ok());
}

#[tokio::test]
async fn a_service_wears_what_trusts_it_and_leaves_no_credentials() {
    let world = World::new().await;
    let service = ServicePrincipal::new("rds.aliyuncs.com");
    let caller = service.caller(world.account);
    let (for_rds, for_users) = (world.role("for-rds", TRUST_RDS).await, world.role("u", TRUST_ACCOUNT).await);
    let policy = world.policy("p", document("Allow", "ram:CreateUser", "*")).await;
    world.attach_to_role(Policy::Custom(policy), &for_rds).await;
    assert_eq!(refused(&world, &caller, &for_users).await, Some(DeniedBy::TrustSilent));
    let permit = world.permit_assume(&caller, &for_rds, &[]).await.ok().unwrap();
    let wish = |policy: Option<&str>| Wish {
        name: SessionName::parse("rds").unwrap(),
        seconds: None,
        policy: policy.map(Into::into),
    };
    let assume = |policy| {
        world
            .identity
            .assume_as_service(&permit, &service, wish(policy), &world.clock, &world.entropy)
            .unwrap()
    };
    let worn = assume(None);
    assert!(worn.access_key.is_none());
    assert!(world.may_create_users(&worn).await);
    assert!(!world.may_create_users(&assume(Some(&document("Allow", "kms:*", "*")))).await);
    let policy = Policy::Custom(
        rampart_identity::policy::find_custom(
            &mut world.store.begin(),
            world.account,
            &crate::world::policy_name("p"),
        )
        .await
        .unwrap()
        .unwrap(),
    );
    world.detach_from_role(policy, &for_rds).await;
    world.delete_role(&for_rds).await;
    assert!(!world.may_create_users(&worn).await);
}

async fn end_by_key(world: &World, key: &str, at: Timestamp) {
    let session = SessionKey::new(world.account, key.parse().unwrap()).unwrap();
    let permit = world.may(ram::EndSessions, session).await;
    world.change(async |txn| session::end_by_key(txn, &permit, at).await).await.unwrap();
}

#[tokio::test]
async fn ended_sessions_are_forgotten_once_they_would_be_over() {
    let world = World::new().await;
    let ends = async |keys: &[&str], at: &str| {
        for key in keys {
            end_by_key(&world, key, at.parse().unwrap()).await;
        }
        let range = rampart_store::prefix!["ended-session"];
        let page = rampart_store::Page::first(1_000);
        let mut txn = world.store.begin();
        txn.scan::<rampart_identity::record::EndedSessionRecord>(&range, page).await.unwrap().len()
    };
    let many: Vec<String> = (0..120).map(|number| format!("STS.m{number:03}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(ends(&many, "2026-01-01T10:00:00Z").await, 120);
    // None lasts longer than a day. Fifty at a time go, behind whichever key is ended and from the front.
    for (keys, at, left) in [
        (&["STS.m000"][..], "2026-01-02T09:59:59Z", 120),
        (&["STS.m100"], "2026-01-02T10:00:01Z", 120 - 49),
        (&["STS.z"], "2026-01-02T10:00:02Z", 120 - 49 - 48),
        (&["STS.z"], "2026-01-02T10:00:03Z", 3),
        (&["STS.a"], "2026-01-03T10:00:04Z", 1),
    ] {
        assert_eq!(ends(keys, at).await, left, "{keys:?} {at}");
    }
}
