//! `EndSessions`: a session's very next request is refused, by whatever it was ended.

use rampart_testkit::{Signer, World, done, refused};

use super::check;

const TRUST: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}"#;
const ARN: &str = "acs:ram::1234567890123456:role/Ops";
const ENDED: &str = "InvalidSecurityToken.Expired";

fn allows(action: &str, resource: &str) -> String {
    format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}]}}"#
    )
}

/// A role that reads users, worn by alice.
fn stage(world: &World) -> Signer {
    let root = world.root();
    let role = [("RoleName", "Ops"), ("AssumeRolePolicyDocument", TRUST)];
    check(world, &root, "CreateRole", &role, done());
    let held = [("RoleName", "Ops"), ("PolicyType", "System"), ("PolicyName", "AliyunRAMReadOnlyAccess")];
    check(world, &root, "AttachPolicyToRole", &held, done());
    world.user("alice", Some(&allows("sts:AssumeRole", "*")))
}

fn wear(world: &World, who: &Signer) -> Signer {
    let params = [("RoleArn", ARN), ("RoleSessionName", "nightly")];
    Signer::of(&world.call(who, "sts", "AssumeRole", &params).unwrap()["Credentials"])
}

#[test]
fn an_ended_session_is_refused_at_once_and_others_go_on() {
    let world = World::new();
    let alice = stage(&world);
    let (one, other) = (wear(&world, &alice), wear(&world, &alice));
    for session in [&one, &other] {
        check(&world, session, "ListUsers", &[], done());
    }
    let key = [("SessionAccessKeyId", one.access_key_id.as_str())];
    check(&world, &world.root(), "EndSessions", &key, done());
    check(&world, &one, "ListUsers", &[], refused(400, ENDED));
    check(&world, &other, "ListUsers", &[], done());
    // Twice is once.
    check(&world, &world.root(), "EndSessions", &key, done());
}

#[test]
fn all_sessions_of_a_role_or_user_end_and_new_ones_begin() {
    for whose in [("RoleName", "ops"), ("UserName", "alice")] {
        let world = World::new();
        let alice = stage(&world);
        let worn = wear(&world, &alice);
        check(&world, &worn, "ListUsers", &[], done());
        world.clock().advance_ms(1);
        check(&world, &world.root(), "EndSessions", &[whose], done());
        check(&world, &worn, "ListUsers", &[], refused(400, ENDED));
        check(&world, &wear(&world, &alice), "ListUsers", &[], done());
    }
}

#[test]
fn the_accounts_own_end_without_those_of_its_users() {
    let world = World::new();
    let alice = stage(&world);
    let worn = wear(&world, &alice);
    world.clock().advance_ms(1);
    check(&world, &world.root(), "EndSessions", &[("Account", "true")], done());
    check(&world, &worn, "ListUsers", &[], done());
}

#[test]
fn the_right_is_for_the_sessions_of_one_role_user_or_key() {
    let world = World::new();
    let alice = stage(&world);
    let key = wear(&world, &alice).access_key_id;
    let all = [
        ("role/ops", ("RoleName", "Ops")),
        ("user/alice", ("UserName", "alice")),
        ("session/STS.*", ("SessionAccessKeyId", key.as_str())),
        ("session/*", ("Account", "true")),
    ];
    for (number, (held, _)) in all.iter().enumerate() {
        let policy = allows("ram:EndSessions", &format!("acs:ram:*:*:{held}"));
        let who = world.user(&format!("ender-{number}"), Some(&policy));
        for (other, (_, params)) in all.iter().enumerate() {
            // The star alone names the account's own, and each one.
            let may = number == other || (*held == "session/*" && other == 2);
            let expected = if may { done() } else { refused(403, "NoPermission") };
            check(&world, &who, "EndSessions", &[*params], expected);
        }
    }
}

#[test]
fn one_thing_is_named_and_no_two() {
    let world = World::new();
    stage(&world);
    let (role, user, key) = (("RoleName", "Ops"), ("UserName", "alice"), ("SessionAccessKeyId", "STS.x"));
    for (params, code) in [
        (&[][..], "MissingRoleName"),
        (&[("Account", "false")], "MissingRoleName"),
        (&[role, user], "InvalidParameter.RoleName"),
        (&[user, key], "InvalidParameter.UserName"),
        (&[key, ("Account", "true")], "InvalidParameter.Account"),
        (&[("SessionAccessKeyId", "LTAIx")], "InvalidParameter.SessionAccessKeyId.Format"),
        (&[("SessionAccessKeyId", "")], "MissingRoleName"),
    ] {
        check(&world, &world.root(), "EndSessions", params, refused(400, code));
    }
}
