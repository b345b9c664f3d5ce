use rampart_testkit::{Expected, Signer, World, done, refused};
use serde_json::Value;

use super::check;

/// None of these may ever be read anywhere.
const FIRST: &str = "first-secret-3k7!";
const SECOND: &str = "second-secret-9x2!";
const THIRD: &str = "third-secret-5w8!";

fn create(world: &World, user: &str, password: &str, expected: Expected) -> Value {
    let params = [("UserName", user), ("Password", password)];
    check(world, &world.root(), "CreateLoginProfile", &params, expected)
}

fn change(world: &World, who: &Signer, old: &str, new: &str, expected: Expected) {
    check(world, who, "ChangePassword", &[("OldPassword", old), ("NewPassword", new)], expected);
}

#[test]
fn a_login_profile_is_made_shown_changed_and_deleted() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreateUser", &[("UserName", "Alice")], done());
    let of_alice = [("UserName", "alice")];
    let none = || refused(404, "EntityNotExist.User.LoginProfile");
    for operation in ["GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"] {
        check(&world, &root, operation, &of_alice, none());
    }
    check(&world, &root, "CreateLoginProfile", &of_alice, refused(400, "MissingPassword"));
    create(&world, "alice", "short", refused(400, "InvalidParameter.Password.TooWeak"));
    let made = create(&world, "alice", FIRST, done());
    let shown = &made["LoginProfile"];
    assert_eq!(
        (&shown["UserName"], &shown["PasswordResetRequired"], &shown["MFABindRequired"]),
        (&"Alice".into(), &false.into(), &false.into())
    );
    assert_eq!(shown["CreateDate"], "2026-01-01T00:00:00Z");
    create(&world, "alice", FIRST, refused(409, "EntityAlreadyExists.User.LoginProfile"));
    let update = [("UserName", "alice"), ("PasswordResetRequired", "true"), ("MFABindRequired", "true")];
    check(&world, &root, "UpdateLoginProfile", &update, done());
    let weak = [("UserName", "alice"), ("Password", "short")];
    check(&world, &root, "UpdateLoginProfile", &weak, refused(400, "InvalidParameter.Password.TooWeak"));
    check(&world, &root, "UpdateLoginProfile", &[("UserName", "alice"), ("Password", SECOND)], done());
    let got = check(&world, &root, "GetLoginProfile", &of_alice, done());
    let shown = &got["LoginProfile"];
    assert_eq!(
        (&shown["PasswordResetRequired"], &shown["MFABindRequired"]),
        (&true.into(), &true.into()),
        "what is left out stays"
    );
    check(&world, &root, "DeleteUser", &of_alice, refused(409, "DeleteConflict.User.LoginProfile"));
    check(&world, &root, "DeleteLoginProfile", &of_alice, done());
    check(&world, &root, "DeleteLoginProfile", &of_alice, none());
    check(&world, &root, "DeleteUser", &of_alice, done());
}

#[test]
fn a_user_changes_his_own_password_and_nobody_elses() {
    let world = World::new();
    let alice = world.user("alice", None);
    change(&world, &alice, FIRST, SECOND, refused(404, "EntityNotExist.User.LoginProfile"));
    create(&world, "alice", FIRST, done());
    change(&world, &world.root(), FIRST, SECOND, refused(400, "NotSupport.Account"));
    check(&world, &alice, "ChangePassword", &[("OldPassword", FIRST)], refused(400, "MissingNewPassword"));
    change(&world, &alice, "guess", SECOND, refused(400, "InvalidParameter.OldPassword.Incorrect"));
    change(&world, &alice, FIRST, "short", refused(400, "InvalidParameter.NewPassword.TooWeak"));
    change(&world, &alice, FIRST, SECOND, done());
    change(&world, &alice, FIRST, THIRD, refused(400, "InvalidParameter.OldPassword.Incorrect"));
    check(&world, &world.root(), "SetPasswordPolicy", &[("PasswordReusePrevention", "2")], done());
    let reused = "InvalidParameter.NewPassword.ReusePrevention";
    change(&world, &alice, SECOND, SECOND, refused(400, reused));
    change(&world, &alice, SECOND, FIRST, refused(400, reused));
    change(&world, &alice, SECOND, THIRD, done());
    change(&world, &alice, THIRD, FIRST, done());
    let no = [("AllowUserToChangePassword", "false")];
    check(&world, &world.root(), "SetSecurityPreference", &no, done());
    change(&world, &alice, FIRST, SECOND, refused(403, "NoPermission"));
}

#[test]
fn wrong_old_passwords_lock_for_an_hour_and_a_reset_unlocks() {
    let world = World::new();
    let alice = world.user("alice", None);
    create(&world, "alice", FIRST, done());
    check(&world, &world.root(), "SetPasswordPolicy", &[("MaxLoginAttemps", "2")], done());
    let wrong = || refused(400, "InvalidParameter.OldPassword.Incorrect");
    for _ in 0..2 {
        change(&world, &alice, "guess", SECOND, wrong());
    }
    change(&world, &alice, FIRST, SECOND, refused(400, "Throttling.User"));
    // The key goes on: the lock is the password's alone.
    world.call(&alice, "sts", "GetCallerIdentity", &[]).unwrap();
    world.advance_seconds(3_600);
    change(&world, &alice, FIRST, SECOND, done());
    for _ in 0..2 {
        change(&world, &alice, "guess", THIRD, wrong());
    }
    world.advance_seconds(1);
    let reset = [("UserName", "alice"), ("Password", FIRST)];
    check(&world, &world.root(), "UpdateLoginProfile", &reset, done());
    change(&world, &alice, FIRST, THIRD, done());
}

#[test]
fn a_password_that_is_too_old_is_reset_by_others_where_the_account_says_so() {
    let world = World::new();
    let alice = world.user("alice", None);
    create(&world, "alice", FIRST, done());
    let policy = [("MaxPasswordAge", "30"), ("HardExpiry", "true")];
    check(&world, &world.root(), "SetPasswordPolicy", &policy, done());
    world.advance_seconds(30 * 86_400 - 1);
    change(&world, &alice, FIRST, SECOND, done());
    world.advance_seconds(30 * 86_400);
    change(&world, &alice, SECOND, THIRD, refused(400, "InvalidParameter.OldPassword.Expired"));
    check(&world, &world.root(), "SetPasswordPolicy", &[("HardExpiry", "false")], done());
    change(&world, &alice, SECOND, THIRD, done());
}

#[test]
fn the_password_policy_is_kept_field_by_field_and_binds_the_next_password() {
    let world = World::new();
    let root = world.root();
    let fields = |answer: &Value| {
        let policy = answer["PasswordPolicy"].clone();
        let number = |name: &str| policy[name].as_i64().unwrap_or(-1);
        let flag = |name: &str| policy[name].as_bool().unwrap_or_default();
        let numbers =
            ["MinimumPasswordLength", "MaxPasswordAge", "PasswordReusePrevention", "MaxLoginAttemps"]
                .map(number);
        let flags = [
            "RequireLowercaseCharacters",
            "RequireUppercaseCharacters",
            "RequireNumbers",
            "RequireSymbols",
            "HardExpiry",
        ]
        .map(flag);
        (numbers, flags)
    };
    let got = || fields(&check(&world, &root, "GetPasswordPolicy", &[], done()));
    assert_eq!(got(), ([8, 0, 0, 0], [false; 5]));
    let first = [("MinimumPasswordLength", "12"), ("RequireSymbols", "true"), ("MaxLoginAttemps", "5")];
    let set = fields(&check(&world, &root, "SetPasswordPolicy", &first, done()));
    assert_eq!(set, ([12, 0, 0, 5], [false, false, false, true, false]));
    let second = [
        ("RequireLowercaseCharacters", "true"),
        ("RequireUppercaseCharacters", "true"),
        ("RequireNumbers", "true"),
    ];
    check(&world, &root, "SetPasswordPolicy", &second, done());
    assert_eq!(got(), ([12, 0, 0, 5], [true, true, true, true, false]));
    for (name, value) in [
        ("MinimumPasswordLength", "7"),
        ("MinimumPasswordLength", "33"),
        ("MaxPasswordAge", "-1"),
        ("MaxPasswordAge", "1096"),
        ("PasswordReusePrevention", "25"),
        ("MaxLoginAttemps", "33"),
    ] {
        let code = format!("InvalidParameter.{name}.Range").leak();
        check(&world, &root, "SetPasswordPolicy", &[(name, value)], refused(400, code));
    }
    check(&world, &root, "CreateUser", &[("UserName", "u")], done());
    let weak = || refused(400, "InvalidParameter.Password.TooWeak");
    for password in ["aB3$aB3$aB3", "ab3$ab3$ab3$", "AB3$AB3$AB3$", "aBc$aBc$aBc$", "aB3daB3daB3d"] {
        create(&world, "u", password, weak());
    }
    create(&world, "u", "aB3$aB3$aB3$", done());
}

#[test]
fn security_preferences_are_kept_field_by_field() {
    let world = World::new();
    let root = world.root();
    let got = check(&world, &root, "GetSecurityPreference", &[], done());
    let login = &got["SecurityPreference"]["LoginProfilePreference"];
    for (name, value) in [
        ("AllowUserToChangePassword", Value::from(true)),
        ("EnableSaveMFATicket", false.into()),
        ("LoginNetworkMasks", "".into()),
        ("LoginSessionDuration", 6.into()),
    ] {
        assert_eq!(login[name], value, "{name}");
    }
    let set = [
        ("LoginNetworkMasks", "10.0.0.0/8;192.168.0.0/16"),
        ("LoginSessionDuration", "24"),
        ("AllowUserToManageMFADevices", "false"),
    ];
    check(&world, &root, "SetSecurityPreference", &set, done());
    let set = check(&world, &root, "SetSecurityPreference", &[("EnableSaveMFATicket", "true")], done());
    let preference = &set["SecurityPreference"];
    let login = &preference["LoginProfilePreference"];
    assert_eq!(login["LoginNetworkMasks"], "10.0.0.0/8;192.168.0.0/16");
    assert_eq!((&login["LoginSessionDuration"], &login["EnableSaveMFATicket"]), (&24.into(), &true.into()));
    assert_eq!(preference["MFAPreference"]["AllowUserToManageMFADevices"], false);
    for (name, value, code) in [
        ("LoginSessionDuration", "0", "InvalidParameter.LoginSessionDuration.Range"),
        ("LoginSessionDuration", "25", "InvalidParameter.LoginSessionDuration.Range"),
        ("LoginNetworkMasks", "10.0.0.0/33", "InvalidParameter.LoginNetworkMasks.Format"),
    ] {
        check(&world, &root, "SetSecurityPreference", &[(name, value)], refused(400, code));
    }
}

#[test]
fn users_manage_their_own_access_keys_where_the_account_lets_them() {
    let world = World::new();
    let alice = world.user("alice", None);
    world.user("bob", None);
    let no = || refused(403, "NoPermission");
    check(&world, &alice, "ListAccessKeys", &[], no());
    let yes = [("AllowUserToManageAccessKeys", "true")];
    check(&world, &world.root(), "SetSecurityPreference", &yes, done());
    check(&world, &alice, "ListAccessKeys", &[], done());
    check(&world, &alice, "CreateAccessKey", &[("UserName", "Alice")], done());
    for operation in ["ListAccessKeys", "CreateAccessKey"] {
        check(&world, &alice, operation, &[("UserName", "bob")], no());
    }
}

#[test]
fn the_last_use_of_a_key_is_told_to_the_minute() {
    let world = World::new();
    let (root, alice) = (world.root(), world.user("alice", None));
    let key = [("UserName", "alice"), ("UserAccessKeyId", alice.access_key_id.as_str())];
    let told = || {
        let answer = check(&world, &root, "GetAccessKeyLastUsed", &key, done());
        answer["AccessKeyLastUsed"]["LastUsedDate"].as_str().map(str::to_owned)
    };
    assert_eq!(told(), None);
    world.advance_seconds(3_600);
    world.call(&alice, "sts", "GetCallerIdentity", &[]).unwrap();
    assert_eq!(told().as_deref(), Some("2026-01-01T01:00:00Z"));
    world.advance_seconds(59);
    // Refused calls are uses too, as long as their signature holds.
    assert!(world.call(&alice, "kms", "ListKeys", &[]).is_err());
    assert_eq!(told().as_deref(), Some("2026-01-01T01:00:00Z"));
    world.advance_seconds(1);
    assert!(world.call(&alice, "kms", "ListKeys", &[]).is_err());
    assert_eq!(told().as_deref(), Some("2026-01-01T01:01:00Z"));
    let forged = Signer { secret: "guessed".to_owned(), ..alice.clone() };
    world.advance_seconds(600);
    assert!(world.call(&forged, "kms", "ListKeys", &[]).is_err());
    assert_eq!(told().as_deref(), Some("2026-01-01T01:01:00Z"));
    check(&world, &root, "GetAccessKeyLastUsed", &[], refused(400, "MissingUserAccessKeyId"));
    world.user("bob", None);
    let of_bob = [("UserName", "bob"), key[1]];
    let none = refused(404, "EntityNotExist.User.AccessKey");
    check(&world, &root, "GetAccessKeyLastUsed", &of_bob, none);
}

#[test]
fn no_record_and_no_answer_holds_a_password() {
    let world = World::new();
    let alice = world.user("alice", None);
    let mut told = Vec::new();
    let mut call = |who: &Signer, operation: &str, params: &[(&str, &str)]| {
        told.push(match world.call(who, "ram", operation, params) {
            Ok(answer) => answer.to_string(),
            Err(refused) => refused.body.to_string(),
        });
    };
    let root = world.root();
    for (who, operation, params) in [
        (&root, "CreateLoginProfile", &[("UserName", "alice"), ("Password", FIRST)][..]),
        (&root, "CreateLoginProfile", &[("UserName", "alice"), ("Password", FIRST)][..]),
        (&root, "GetLoginProfile", &[("UserName", "alice")][..]),
        (&root, "UpdateLoginProfile", &[("UserName", "alice"), ("Password", SECOND)][..]),
        (&alice, "ChangePassword", &[("OldPassword", FIRST), ("NewPassword", THIRD)][..]),
        (&alice, "ChangePassword", &[("OldPassword", SECOND), ("NewPassword", THIRD)][..]),
        (&alice, "CreateLoginProfile", &[("UserName", "alice"), ("Password", FIRST)][..]),
    ] {
        call(who, operation, params);
    }
    let audited = world.audited();
    assert!(audited.iter().filter(|record| record["eventName"] == "ChangePassword").count() <= 2);
    told.extend(audited.iter().map(ToString::to_string));
    for password in [FIRST, SECOND, THIRD] {
        assert!(told.iter().all(|text| !text.contains(password)), "{password}");
    }
    assert_eq!(told.iter().filter(|text| text.contains("ChangePassword")).count(), 2, "{told:#?}");
}
