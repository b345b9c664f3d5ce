use rampart_authz::{Caller, Collection, Grant};
use rampart_identity::{
    NotAuthentic,
    actions::ram,
    login::{
        self, Attempt, ConsoleSession, LoginRefused, PasswordPolicyChange, PreferenceChange, ProfileChange,
        SignInRefused, SignedIn, Who,
    },
    operator::{self, Operator},
    user::User,
};

use crate::world::{World, now, user_name};

const PASSWORD: &str = "correct horse";
const MINUTE_MS: i64 = 60_000;

async fn sign_in(world: &World, who: &Who, password: &str) -> Result<SignedIn, SignInRefused> {
    let attempt = Attempt {
        account: world.account,
        who,
        password: &password.into(),
        source_ip: Some([192, 0, 2, 1].into()),
    };
    world.identity.sign_in(&world.store, &attempt, &world.clock).await
}

fn called(name: &str) -> Who {
    Who::User(user_name(name))
}

fn begin(world: &World, signed_in: &SignedIn) -> ConsoleSession {
    world.identity.begin_console_session(signed_in, &world.clock, &world.entropy)
}

async fn acts(world: &World, session: &ConsoleSession) -> Result<Caller, NotAuthentic> {
    world.claim(&session.access_key_id, Some(session.token.expose_secret())).await
}

async fn set_policy(world: &World, change: PasswordPolicyChange) {
    let permit = world.all(ram::SetPasswordPolicy, "*").await;
    world.change(async |txn| login::set_policy(txn, &permit, change).await).await.unwrap();
}

async fn set_preference(world: &World, change: PreferenceChange) {
    let permit = world.all(ram::SetSecurityPreference, "*").await;
    world.change(async |txn| login::set_preference(txn, &permit, change).await).await.unwrap();
}

async fn update(world: &World, user: &User, change: ProfileChange) {
    // A permit is for the row as it is: sessions that end change it.
    let user = world.find_user(user.name.as_str()).await;
    let permit = world.may(ram::UpdateLoginProfile, user).await;
    let (passwords, at) = (world.identity.passwords(), now(&world.clock));
    world
        .change(async |txn| {
            login::update(txn, &permit, change, passwords, at, &world.entropy).await.map(drop)
        })
        .await
        .unwrap();
}

async fn change_own(world: &World, user: &str, old: &str, new: &str) -> Result<(), LoginRefused> {
    let permit = world.may(ram::ChangePassword, world.find_user(user).await).await;
    let at = now(&world.clock);
    let (old, new) = (old.into(), new.into());
    world
        .change(async |txn| {
            login::change_own(txn, &permit, &old, &new, &world.identity, at, &world.entropy).await
        })
        .await
}

#[tokio::test]
async fn whoever_brings_the_password_acts_as_the_user() {
    let world = World::new().await;
    let alice = world.user("Alice").await;
    world.login_profile(&alice, PASSWORD).await;
    let signed_in = sign_in(&world, &called("alice"), PASSWORD).await.unwrap();
    assert_eq!(signed_in.user().map(|name| name.as_str()), Some("Alice"));
    assert!(!signed_in.must_change_password());
    let caller = acts(&world, &begin(&world, &signed_in)).await.unwrap();
    assert_eq!(caller.arn().as_str(), "acs:ram::1234567890123456:user/Alice");
    assert!(!world.may_create_users(&caller).await);
    let admin = world.find_policy(rampart_identity::policy::PolicyKind::System, "AliyunRAMFullAccess").await;
    world.attach_to_user(admin, &alice).await;
    assert!(world.may_create_users(&caller).await);
    let permit = world.may(ram::GetUser, alice).await;
    let last = login::last_sign_in(&mut world.store.begin(), &permit).await.unwrap();
    assert!(last.is_some());
}

#[tokio::test]
async fn a_wrong_name_a_wrong_password_and_no_profile_are_told_alike() {
    let world = World::new().await;
    world.login_profile(&world.user("alice").await, PASSWORD).await;
    world.user("bob").await;
    for (who, password) in [
        (called("alice"), "correct horsE"),
        (called("alice"), ""),
        (called("bob"), PASSWORD),
        (called("nobody"), PASSWORD),
        (Who::Account, PASSWORD),
    ] {
        let refused = sign_in(&world, &who, password).await;
        assert!(matches!(refused, Err(SignInRefused::Wrong)), "{who:?} {refused:?}");
    }
}

#[tokio::test]
async fn wrong_passwords_lock_a_name_for_an_hour_whether_or_not_it_is_there() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.login_profile(&alice, PASSWORD).await;
    set_policy(&world, PasswordPolicyChange { max_login_attempts: Some(2), ..Default::default() }).await;
    for name in ["alice", "nobody"] {
        for _ in 0..2 {
            let refused = sign_in(&world, &called(name), "guess").await;
            assert!(matches!(refused, Err(SignInRefused::Wrong)), "{name} {refused:?}");
        }
        let refused = sign_in(&world, &called(&name.to_uppercase()), PASSWORD).await;
        assert!(matches!(refused, Err(SignInRefused::Locked { .. })), "{name} {refused:?}");
    }
    // A guess at her old password through the API counts as well, and is no way round.
    let refused = change_own(&world, "alice", PASSWORD, "another horse").await;
    assert!(matches!(refused, Err(LoginRefused::TooManyTries)));
    world.clock.advance_ms(60 * MINUTE_MS);
    sign_in(&world, &called("alice"), PASSWORD).await.unwrap();
    // Whoever sets her password anew ends the lock.
    for _ in 0..2 {
        assert!(sign_in(&world, &called("alice"), "guess").await.is_err());
    }
    let change = ProfileChange { password: Some("battery staple".into()), ..Default::default() };
    update(&world, &alice, change).await;
    sign_in(&world, &called("alice"), "battery staple").await.unwrap();
}

#[tokio::test]
async fn whoever_holds_a_session_cannot_guess_on_at_its_password_where_the_policy_sets_no_limit() {
    let world = World::new().await;
    world.login_profile(&world.user("alice").await, PASSWORD).await;
    for _ in 0..login::SIGN_IN_ATTEMPTS_MAX {
        let refused = change_own(&world, "alice", "guess", "another horse").await;
        assert!(matches!(refused, Err(LoginRefused::OldPasswordWrong)), "{refused:?}");
    }
    let refused = change_own(&world, "alice", PASSWORD, "another horse").await;
    assert!(matches!(refused, Err(LoginRefused::TooManyTries)), "{refused:?}");
    // At the door it neither counts nor helps: she signs in, strangers fail, and the limit stands.
    assert!(sign_in(&world, &called("alice"), "guess").await.is_err());
    sign_in(&world, &called("alice"), PASSWORD).await.unwrap();
    let refused = change_own(&world, "alice", PASSWORD, "another horse").await;
    assert!(matches!(refused, Err(LoginRefused::TooManyTries)), "{refused:?}");
    world.clock.advance_ms(60 * MINUTE_MS);
    change_own(&world, "alice", PASSWORD, "another horse").await.unwrap();
}

#[tokio::test]
async fn who_must_change_his_password_can_do_nothing_else_first() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.login_profile(&alice, PASSWORD).await;
    let admin = world.find_policy(rampart_identity::policy::PolicyKind::System, "AdministratorAccess").await;
    world.attach_to_user(admin, &alice).await;
    update(&world, &alice, ProfileChange { reset_required: Some(true), ..Default::default() }).await;
    let signed_in = sign_in(&world, &called("alice"), PASSWORD).await.unwrap();
    assert!(signed_in.must_change_password());
    let session = begin(&world, &signed_in);
    let caller = acts(&world, &session).await.unwrap();
    assert!(!world.may_create_users(&caller).await);
    let user = world.find_user("alice").await;
    assert!(world.ask(&caller, ram::ChangePassword, user).await.is_ok());
    world.clock.advance_ms(1);
    let kept = change_own(&world, "alice", PASSWORD, PASSWORD).await;
    assert!(matches!(kept, Err(LoginRefused::Reused)), "{kept:?}");
    change_own(&world, "alice", PASSWORD, "another horse").await.unwrap();
    // Once it was changed it may be kept, as the policy remembers none.
    change_own(&world, "alice", "another horse", "another horse").await.unwrap();
    assert!(matches!(acts(&world, &session).await, Err(NotAuthentic::SessionEnded)));
    let signed_in = sign_in(&world, &called("alice"), "another horse").await.unwrap();
    assert!(!signed_in.must_change_password());
    assert!(world.may_create_users(&acts(&world, &begin(&world, &signed_in)).await.unwrap()).await);
}

#[tokio::test]
async fn a_session_ends_with_the_password_the_profile_or_by_signing_out() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.login_profile(&alice, PASSWORD).await;
    let begun = async |password: &str| {
        let session = begin(&world, &sign_in(&world, &called("alice"), password).await.unwrap());
        world.clock.advance_ms(1);
        assert!(acts(&world, &session).await.is_ok());
        session
    };
    let over = async |session: &ConsoleSession| {
        matches!(acts(&world, session).await, Err(NotAuthentic::SessionEnded))
    };
    let (session, other) = (begun(PASSWORD).await, begun(PASSWORD).await);
    let caller = acts(&world, &session).await.unwrap();
    let at = now(&world.clock);
    world.change(async |txn| login::sign_out(txn, &caller, at).await).await.unwrap();
    assert!(over(&session).await && !over(&other).await);
    let change = ProfileChange { password: Some("battery staple".into()), ..Default::default() };
    update(&world, &alice, change).await;
    assert!(over(&other).await);
    let session = begun("battery staple").await;
    let permit = world.may(ram::DeleteLoginProfile, world.find_user("alice").await).await;
    let at = now(&world.clock);
    world.change(async |txn| login::delete(txn, &permit, at).await).await.unwrap();
    assert!(over(&session).await);
    assert!(matches!(sign_in(&world, &called("alice"), "battery staple").await, Err(SignInRefused::Wrong)));
}

#[tokio::test]
async fn a_password_that_changed_while_it_was_checked_gives_no_session() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.login_profile(&alice, PASSWORD).await;
    let signed_in = sign_in(&world, &called("alice"), PASSWORD).await.unwrap();
    world.clock.advance_ms(1);
    let change = ProfileChange { password: Some("battery staple".into()), ..Default::default() };
    update(&world, &alice, change).await;
    let session = begin(&world, &signed_in);
    assert!(matches!(acts(&world, &session).await, Err(NotAuthentic::SessionEnded)));
}

#[tokio::test]
async fn a_password_grows_too_old_and_then_locks_or_must_be_changed() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.login_profile(&alice, PASSWORD).await;
    set_policy(&world, PasswordPolicyChange { max_age_days: Some(1), ..Default::default() }).await;
    assert!(!sign_in(&world, &called("alice"), PASSWORD).await.unwrap().must_change_password());
    world.clock.advance_ms(24 * 60 * MINUTE_MS);
    assert!(sign_in(&world, &called("alice"), PASSWORD).await.unwrap().must_change_password());
    set_policy(&world, PasswordPolicyChange { hard_expiry: Some(true), ..Default::default() }).await;
    let refused = sign_in(&world, &called("alice"), PASSWORD).await;
    assert!(matches!(refused, Err(SignInRefused::Expired)));
    let refused = change_own(&world, "alice", PASSWORD, "another horse").await;
    assert!(matches!(refused, Err(LoginRefused::Expired)));
    // A wrong one learns nothing of that.
    assert!(matches!(sign_in(&world, &called("alice"), "guess").await, Err(SignInRefused::Wrong)));
    let change = ProfileChange { password: Some("battery staple".into()), ..Default::default() };
    update(&world, &alice, change).await;
    sign_in(&world, &called("alice"), "battery staple").await.unwrap();
}

#[tokio::test]
async fn the_last_passwords_do_not_come_again() {
    let world = World::new().await;
    world.login_profile(&world.user("alice").await, "password 0").await;
    set_policy(&world, PasswordPolicyChange { reuse_prevention: Some(2), ..Default::default() }).await;
    for (old, new, taken) in [
        ("password 0", "password 0", false),
        ("password 0", "password 1", true),
        ("password 1", "password 0", false),
        ("password 1", "password 2", true),
        ("password 2", "password 0", true),
    ] {
        let changed = change_own(&world, "alice", old, new).await;
        match changed {
            Ok(()) => assert!(taken, "{old} {new}"),
            Err(LoginRefused::Reused) => assert!(!taken, "{old} {new}"),
            Err(other) => panic_with(other),
        }
        world.clock.advance_ms(1);
    }
}

#[expect(clippy::panic, reason = "a test ends when its world breaks")]
fn panic_with(refused: LoginRefused) {
    panic!("{refused}")
}

#[tokio::test]
async fn users_sign_in_from_their_networks_alone_and_for_so_many_hours() {
    let world = World::new().await;
    world.login_profile(&world.user("alice").await, PASSWORD).await;
    let networks = |text: &str| text.parse().ok();
    set_preference(&world, PreferenceChange { networks: networks("10.0.0.0/8"), ..Default::default() }).await;
    for password in [PASSWORD, "guess"] {
        let refused = sign_in(&world, &called("alice"), password).await;
        assert!(matches!(refused, Err(SignInRefused::Network)));
    }
    let change = PreferenceChange {
        networks: networks("10.0.0.0/8;192.0.2.0/24"),
        session_hours: Some(24),
        ..Default::default()
    };
    set_preference(&world, change).await;
    let at = now(&world.clock);
    let session = begin(&world, &sign_in(&world, &called("alice"), PASSWORD).await.unwrap());
    assert_eq!(session.expires.as_second() - at.as_second(), 24 * 3_600);
    world.clock.advance_ms(24 * 60 * MINUTE_MS - 10_000);
    assert!(acts(&world, &session).await.is_ok());
    world.clock.advance_ms(10_000);
    assert!(matches!(acts(&world, &session).await, Err(NotAuthentic::TokenExpired)));
}

#[tokio::test]
async fn who_must_bind_a_second_factor_does_not_come_in_without() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.login_profile(&alice, PASSWORD).await;
    update(&world, &alice, ProfileChange { mfa_bind_required: Some(true), ..Default::default() }).await;
    let refused = sign_in(&world, &called("alice"), PASSWORD).await;
    assert!(matches!(refused, Err(SignInRefused::MfaBindRequired)));
    assert!(matches!(sign_in(&world, &called("alice"), "guess").await, Err(SignInRefused::Wrong)));
}

#[tokio::test]
async fn the_account_signs_in_by_a_password_of_its_own() {
    let world = World::new().await;
    let operator = Operator::with_the_store_open();
    let set = async |password: &str| {
        let (passwords, at) = (world.identity.passwords(), now(&world.clock));
        let password = password.into();
        world
            .change(async |txn| {
                let entropy = &world.entropy;
                login::set_for_account(txn, &operator, world.account, &password, passwords, at, entropy).await
            })
            .await
    };
    assert!(matches!(set("short").await, Err(LoginRefused::TooWeak(_))));
    set(PASSWORD).await.unwrap();
    assert!(matches!(sign_in(&world, &Who::Account, "guess").await, Err(SignInRefused::Wrong)));
    let signed_in = sign_in(&world, &Who::Account, PASSWORD).await.unwrap();
    assert_eq!(signed_in.user(), None);
    let session = begin(&world, &signed_in);
    let caller = acts(&world, &session).await.unwrap();
    assert!(matches!(world.rights(&caller).await.grant, Grant::Root));
    assert!(world.may_create_users(&caller).await);
    world.clock.advance_ms(1);
    set("battery staple").await.unwrap();
    assert!(matches!(acts(&world, &session).await, Err(NotAuthentic::SessionEnded)));
    let session = begin(&world, &sign_in(&world, &Who::Account, "battery staple").await.unwrap());
    world.clock.advance_ms(1);
    let at = now(&world.clock);
    world.change(async |txn| operator::disable_root(txn, &operator, world.account, at).await).await.unwrap();
    assert!(matches!(acts(&world, &session).await, Err(NotAuthentic::SessionEnded)));
    assert!(matches!(sign_in(&world, &Who::Account, "battery staple").await, Err(SignInRefused::Wrong)));
}

#[tokio::test]
async fn a_user_changes_his_own_password_unless_the_account_or_a_policy_says_no() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    let may = async || {
        let user = world.find_user("alice").await;
        world.ask(&alice, ram::ChangePassword, user).await.is_ok()
    };
    assert!(may().await);
    set_preference(&world, PreferenceChange { change_password: Some(false), ..Default::default() }).await;
    assert!(!may().await);
    set_preference(&world, PreferenceChange { change_password: Some(true), ..Default::default() }).await;
    assert!(may().await);
    let deny = world.policy("deny", crate::world::document("Deny", "ram:ChangePassword", "*")).await;
    let user = world.find_user("alice").await;
    world.attach_to_user(rampart_identity::policy::Policy::Custom(deny), &user).await;
    assert!(!may().await);
    // It is no right to anything else.
    let users = Collection::global("ram", world.account, "user/*");
    assert!(world.ask(&alice, ram::CreateLoginProfile, users).await.is_err());
}
