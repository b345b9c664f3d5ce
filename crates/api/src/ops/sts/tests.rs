//! STS through the front, signed as clients sign: a case a line.

use rampart_testkit::{Expected, Signer, World, done, refused};
use serde_json::Value;

const TRUST: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}"#;
const MAY_ASSUME: &str =
    r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}"#;
const ARN: &str = "acs:ram::1234567890123456:role/Ops";

#[track_caller]
fn check(world: &World, who: &Signer, params: &[(&str, &str)], expected: Expected) -> Value {
    let mut all = vec![("RoleArn", ARN), ("RoleSessionName", "nightly")];
    all.retain(|(name, _)| !params.iter().any(|(given, _)| given == name));
    all.extend(params);
    let case = format!("AssumeRole {all:?}");
    expected.holds(&case, world.call(who, "sts", "AssumeRole", &all)).unwrap_or_default()
}

fn role(world: &World) {
    let params = [("RoleName", "Ops"), ("AssumeRolePolicyDocument", TRUST)];
    world.call(&world.root(), "ram", "CreateRole", &params).unwrap();
}

#[test]
fn a_role_is_worn_and_its_credentials_serve() {
    let world = World::new();
    role(&world);
    let alice = world.user("alice", Some(MAY_ASSUME));
    let answer = check(&world, &alice, &[], done());
    assert_eq!(answer["AssumedRoleUser"]["Arn"], "acs:ram::1234567890123456:role/ops/nightly");
    assert_eq!(answer["Credentials"]["Expiration"], "2026-01-01T01:00:00Z");
    let worn = Signer::of(&answer["Credentials"]);
    let told = world.call(&worn, "sts", "GetCallerIdentity", &[]).unwrap();
    assert_eq!(
        (&told["IdentityType"], &told["Arn"], &told["PrincipalId"]),
        (
            &"AssumedRoleUser".into(),
            &"acs:ram::1234567890123456:assumed-role/Ops/nightly".into(),
            &answer["AssumedRoleUser"]["AssumedRoleId"]
        )
    );
    // The role holds nothing yet.
    let denied = world.call(&worn, "ram", "ListUsers", &[]).unwrap_err();
    assert_eq!((denied.status, denied.code.as_str()), (403, "NoPermission"));
    let attach = [("RoleName", "Ops"), ("PolicyType", "System"), ("PolicyName", "AliyunRAMReadOnlyAccess")];
    world.call(&world.root(), "ram", "AttachPolicyToRole", &attach).unwrap();
    world.call(&worn, "ram", "ListUsers", &[]).unwrap();
    let narrow =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:ListRoles","Resource":"*"}]}"#;
    let narrowed = Signer::of(&check(&world, &alice, &[("Policy", narrow)], done())["Credentials"]);
    world.call(&narrowed, "ram", "ListRoles", &[]).unwrap();
    assert_eq!(world.call(&narrowed, "ram", "ListUsers", &[]).unwrap_err().status, 403);
    world.advance_seconds(3_601);
    let late = world.call(&worn, "ram", "ListUsers", &[]).unwrap_err();
    assert_eq!(late.code, "InvalidSecurityToken.Expired");
}

#[test]
fn what_assume_role_is_asked_is_checked() {
    let world = World::new();
    role(&world);
    let alice = world.user("alice", Some(MAY_ASSUME));
    let long = " ".repeat(2_049);
    for (name, value, status, code) in [
        ("RoleArn", "role/Ops", 400, "InvalidParameter.RoleArn"),
        ("RoleArn", "acs:ram::1234567890123456:user/alice", 400, "InvalidParameter.RoleArn"),
        ("RoleArn", "acs:ram::1234567890123456:role/none", 404, "EntityNotExist.Role"),
        ("RoleArn", "acs:ram::9999999999999999:role/Ops", 403, "NoPermission"),
        ("RoleSessionName", "a", 400, "InvalidParameter.RoleSessionName"),
        ("RoleSessionName", "a/b", 400, "InvalidParameter.RoleSessionName"),
        ("DurationSeconds", "899", 400, "InvalidParameter.DurationSeconds"),
        ("DurationSeconds", "3601", 400, "InvalidParameter.DurationSeconds"),
        ("Policy", "{", 400, "InvalidParameter.PolicyGrammar"),
        ("Policy", long.as_str(), 400, "InvalidParameter.PolicySize"),
        ("ExternalId", "a b", 400, "InvalidParameter.ExternalId"),
        ("SourceIdentity", "alice", 400, "InvalidParameter.SourceIdentity"),
    ] {
        check(&world, &alice, &[(name, value)], refused(status, code));
    }
    for spelled in ["acs:ram::1234567890123456:role/ops", "acs:ram:*:1234567890123456:role/OPS"] {
        check(&world, &alice, &[("RoleArn", spelled)], done());
    }
}

#[test]
fn both_sides_must_allow_it_and_root_never_may() {
    let world = World::new();
    role(&world);
    let nobody = world.user("nobody", None);
    check(&world, &nobody, &[], refused(403, "NoPermission"));
    let missing = [("RoleArn", "acs:ram::1234567890123456:role/none")];
    check(&world, &nobody, &missing, refused(403, "NoPermission"));
    let told = world
        .call(&world.root(), "sts", "AssumeRole", &[("RoleArn", ARN), ("RoleSessionName", "nightly")])
        .unwrap_err();
    assert_eq!(
        (told.code.as_str(), told.message.as_str()),
        ("NoPermission", "Roles may not be assumed by root accounts.")
    );
    let alice = world.user("alice", Some(MAY_ASSUME));
    let distrust =
        TRUST.replace(r#"{"RAM":"acs:ram::1234567890123456:root"}"#, r#"{"Service":"rds.aliyuncs.com"}"#);
    let update = [("RoleName", "Ops"), ("NewAssumeRolePolicyDocument", distrust.as_str())];
    world.call(&world.root(), "ram", "UpdateRole", &update).unwrap();
    check(&world, &alice, &[], refused(403, "NoPermission"));
}

#[test]
fn everybody_is_told_who_he_is_and_no_policy_refuses_it() {
    let world = World::new();
    let deny = r#"{"Version":"1","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let alice = world.user("alice", Some(deny));
    for (who, kind, arn) in [
        (&world.root(), "Account", "acs:ram::1234567890123456:root"),
        (&alice, "RAMUser", "acs:ram::1234567890123456:user/alice"),
    ] {
        let told = world.call(who, "sts", "GetCallerIdentity", &[]).unwrap();
        assert_eq!((&told["IdentityType"], &told["Arn"]), (&kind.into(), &arn.into()));
        assert_eq!((&told["AccountId"], &told["PrincipalId"]), (&"1234567890123456".into(), &told["UserId"]));
        assert!(told.get("RoleId").is_none());
    }
}
