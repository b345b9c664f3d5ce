//! `SimulatePolicy`: the same answer as a call would get, and nothing for who may not ask.

use rampart_testkit::{Signer, World, done, refused};
use serde_json::{Value, json};

use super::{TRUST_RDS, check};

const USER: &str = "acs:ram::1234567890123456:user/alice";
const KEY: &str = "acs:kms:cn-hangzhou:1234567890123456:key/0a1b";
const HELD: &str = r#"{"Version":"1","Statement":[
    {"Sid":"Marked","Effect":"Allow","Action":"kms:Decrypt","Resource":"*",
     "Condition":{"StringEquals":{"kms:tag/team":["db","web"]}}},
    {"Effect":"Allow","Action":["kms:DescribeKey"],"Resource":"acs:kms:*:*:key/*"},
    {"Effect":"Deny","Action":"kms:ScheduleKeyDeletion","Resource":"*"}]}"#;

fn simulated(world: &World, who: &Signer, params: &[(&str, &str)]) -> Value {
    check(world, who, "SimulatePolicy", params, done())
}

#[test]
fn a_decision_is_the_one_that_a_call_would_get() {
    let world = World::new();
    world.user("alice", Some(HELD));
    let root = world.root();
    for (action, resource, conditions, decision, failing) in [
        ("kms:Decrypt", KEY, r#"{"kms:tag/team":"db"}"#, "Allowed", json!(null)),
        ("kms:Decrypt", KEY, r#"{"kms:tag/team":["x","web"]}"#, "Allowed", json!(null)),
        (
            "kms:Decrypt",
            KEY,
            r#"{"kms:tag/team":"x"}"#,
            "ImplicitDeny",
            json!("Condition StringEquals kms:tag/team"),
        ),
        ("kms:Decrypt", KEY, "{}", "ImplicitDeny", json!("Condition StringEquals kms:tag/team")),
        ("kms:DescribeKey", KEY, "{}", "Allowed", json!(null)),
        (
            "kms:DescribeKey",
            "acs:kms:cn-hangzhou:1234567890123456:alias/a",
            "{}",
            "ImplicitDeny",
            json!("Resource"),
        ),
        ("kms:ScheduleKeyDeletion", KEY, "{}", "ExplicitDeny", json!(null)),
    ] {
        let params = [
            ("Principal", USER),
            ("PrincipalAction", action),
            ("Resource", resource),
            ("Conditions", conditions),
        ];
        let answer = simulated(&world, &root, &params);
        assert_eq!(answer["Decision"], decision, "{action} {conditions}: {answer}");
        assert_eq!(answer["Statements"][0]["FailingElement"], failing, "{answer}");
        assert_eq!(answer["Statements"][0]["Matched"], failing.is_null(), "{answer}");
        assert_eq!(answer["Proposal"].is_string(), decision == "ImplicitDeny", "{answer}");
        assert_eq!((&answer["Principal"], &answer["StatementsLeftOut"]), (&json!(USER), &json!(3)));
    }
}

#[test]
fn an_explanation_is_what_the_command_line_prints() {
    let world = World::new();
    world.user("alice", Some(HELD));
    let params = [("Principal", USER), ("PrincipalAction", "kms:Decrypt"), ("Resource", KEY)];
    let answer = simulated(&world, &world.root(), &params);
    insta::assert_snapshot!("simulation", answer["Explanation"].as_str().unwrap());
    let statement = &answer["Statements"][0];
    assert_eq!((&statement["PolicyType"], &statement["PolicyVersion"]), (&json!("Custom"), &json!("v1")));
    assert_eq!((&statement["StatementIndex"], &statement["Sid"]), (&json!(1), &json!("Marked")));
    let condition = &statement["Elements"][2];
    assert_eq!(condition["Element"], "Condition");
    assert_eq!((&condition["Operator"], &condition["Key"]), (&json!("StringEquals"), &json!("kms:tag/team")));
    assert_eq!((&condition["Wanted"], &condition["Got"]), (&json!(["db", "web"]), &json!([])));
}

#[test]
fn a_proposal_allows_what_was_asked_and_no_more() {
    let world = World::new();
    let alice = world.user("alice", Some(HELD));
    let asked = [("Principal", USER), ("PrincipalAction", "kms:Encrypt"), ("Resource", KEY)];
    let answer = simulated(&world, &world.root(), &asked);
    let proposal: Value = serde_json::from_str(answer["Proposal"].as_str().unwrap()).unwrap();
    assert_eq!(proposal, json!({"Effect": "Allow", "Action": "kms:Encrypt", "Resource": KEY}));
    world.grant("alice", &json!({"Version": "1", "Statement": [proposal]}).to_string());
    let answer = simulated(&world, &world.root(), &asked);
    assert_eq!((&answer["Decision"], &answer["Proposal"]), (&json!("Allowed"), &json!(null)));
    let _ = alice;
}

#[test]
fn a_document_is_asked_in_place_of_what_is_attached() {
    let world = World::new();
    world.user("alice", Some(HELD));
    let document =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:Schedule*","Resource":"*"}]}"#;
    for principal in [Some(USER), None] {
        let mut params = vec![
            ("PrincipalAction", "kms:ScheduleKeyDeletion"),
            ("Resource", KEY),
            ("PolicyDocument", document),
        ];
        params.extend(principal.map(|principal| ("Principal", principal)));
        let answer = simulated(&world, &world.root(), &params);
        assert_eq!(answer["Decision"], "Allowed", "{answer}");
        assert_eq!(answer["Statements"][0]["PolicyType"], "Given");
        params[0].1 = "kms:Decrypt";
        assert_eq!(simulated(&world, &world.root(), &params)["Decision"], "ImplicitDeny");
    }
    for (document, code) in [
        (r#"{"Version":"1","Statement":[{"Effect":"Perhaps"}]}"#.to_owned(), "MalformedPolicyDocument"),
        ("x".to_owned(), "MalformedPolicyDocument"),
        (" ".repeat(60_000), "InvalidParameter.PolicyDocument.Length"),
    ] {
        let params = [("PrincipalAction", "kms:Decrypt"), ("PolicyDocument", document.as_str())];
        check(&world, &world.root(), "SimulatePolicy", &params, refused(400, code));
    }
}

#[test]
fn roles_groups_and_the_account_itself_are_asked_too() {
    let world = World::new();
    let root = world.root();
    let role = [("RoleName", "Ops"), ("AssumeRolePolicyDocument", TRUST_RDS)];
    check(&world, &root, "CreateRole", &role, done());
    let held = [("RoleName", "Ops"), ("PolicyType", "System"), ("PolicyName", "AliyunRAMReadOnlyAccess")];
    check(&world, &root, "AttachPolicyToRole", &held, done());
    world.user("alice", None);
    check(&world, &root, "CreateGroup", &[("GroupName", "readers")], done());
    let held =
        [("GroupName", "readers"), ("PolicyType", "System"), ("PolicyName", "AliyunRAMReadOnlyAccess")];
    check(&world, &root, "AttachPolicyToGroup", &held, done());
    check(&world, &root, "AddUserToGroup", &[("UserName", "alice"), ("GroupName", "readers")], done());
    for (principal, group, kind) in [
        ("acs:ram::1234567890123456:role/Ops", json!(null), "System"),
        ("acs:ram::1234567890123456:role/ops", json!(null), "System"),
        ("acs:ram::1234567890123456:assumed-role/Ops/nightly", json!(null), "System"),
        (USER, json!("readers"), "System"),
    ] {
        let asked =
            |action| simulated(&world, &root, &[("Principal", principal), ("PrincipalAction", action)]);
        let answer = asked("ram:ListUsers");
        assert_eq!(answer["Decision"], "Allowed", "{principal}: {answer}");
        let statement = &answer["Statements"][0];
        assert_eq!((&statement["GroupName"], &statement["PolicyType"]), (&group, &json!(kind)));
        assert_eq!(asked("ram:DeleteUser")["Decision"], "ImplicitDeny");
    }
    for principal in [None, Some("acs:ram::1234567890123456:root")] {
        let mut params = vec![("PrincipalAction", "kms:Decrypt")];
        params.extend(principal.map(|principal| ("Principal", principal)));
        let answer = simulated(&world, &root, &params);
        assert_eq!((&answer["Decision"], &answer["Statements"]), (&json!("Allowed"), &json!([])));
    }
    let elsewhere = [("PrincipalAction", "kms:Decrypt"), ("Resource", "acs:kms:r:9876543210987654:key/k")];
    let answer = simulated(&world, &root, &elsewhere);
    assert_eq!((&answer["Decision"], &answer["Proposal"]), (&json!("ImplicitDeny"), &json!(null)));
}

#[test]
fn a_sessions_own_policy_is_asked_first() {
    let world = World::new();
    let trust = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
        "Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}"#;
    let root = world.root();
    check(&world, &root, "CreateRole", &[("RoleName", "Ops"), ("AssumeRolePolicyDocument", trust)], done());
    let held = [("RoleName", "Ops"), ("PolicyType", "System"), ("PolicyName", "AdministratorAccess")];
    check(&world, &root, "AttachPolicyToRole", &held, done());
    let all = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let alice = world.user("alice", Some(all));
    let narrow =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["ram:*","kms:List*"],"Resource":"*"}]}"#;
    let params = [
        ("RoleArn", "acs:ram::1234567890123456:role/Ops"),
        ("RoleSessionName", "nightly"),
        ("Policy", narrow),
    ];
    let session = Signer::of(&world.call(&alice, "sts", "AssumeRole", &params).unwrap()["Credentials"]);
    for (action, decision, sets) in
        [("kms:ListKeys", "Allowed", 2), ("kms:Decrypt", "ImplicitDeny", 0), ("ram:GetUser", "Allowed", 2)]
    {
        let answer = simulated(&world, &session, &[("PrincipalAction", action)]);
        assert_eq!(answer["Decision"], decision, "{answer}");
        assert_eq!(answer["Statements"].as_array().unwrap().len(), sets, "{answer}");
        // No attached statement would help against the session's own policy.
        assert_eq!(answer["Proposal"], json!(null));
        assert!(answer["Explanation"].as_str().unwrap().starts_with("by the session's own policy:\n"));
    }
}

#[test]
fn who_may_not_ask_learns_nothing_of_who_is_there() {
    let world = World::new();
    world.user("alice", Some(HELD));
    let nobody = world.user("nobody", Some(HELD));
    let one = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"ram:SimulatePolicy","Resource":"{}"}}]}}"#,
        "acs:ram:*:*:user/bob"
    );
    let one = world.user("bob", Some(&one));
    let foreign = "acs:ram::9876543210987654:user/alice";
    let mut refusals = Vec::new();
    for principal in
        [USER, "acs:ram::1234567890123456:user/gone", "acs:ram::1234567890123456:role/gone", foreign]
    {
        for who in [&nobody, &one] {
            let params = [("Principal", principal), ("PrincipalAction", "kms:Decrypt")];
            let told = world.call(who, "ram", "SimulatePolicy", &params).unwrap_err();
            assert_eq!((told.status, told.code.as_str()), (403, "NoPermission"), "{principal}");
            refusals.push(told.message);
        }
    }
    assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]));
    let own = [("PrincipalAction", "kms:Decrypt")];
    check(&world, &nobody, "SimulatePolicy", &own, refused(403, "NoPermission"));
    simulated(&world, &one, &own);
    // Another account's principals are nobody's here, whatever one may do.
    let params = [("Principal", foreign), ("PrincipalAction", "kms:Decrypt")];
    check(&world, &world.root(), "SimulatePolicy", &params, refused(403, "NoPermission"));
    for (principal, code) in [
        ("acs:ram::1234567890123456:user/gone", "EntityNotExist.User"),
        ("acs:ram::1234567890123456:role/gone", "EntityNotExist.Role"),
    ] {
        let params = [("Principal", principal), ("PrincipalAction", "kms:Decrypt")];
        check(&world, &world.root(), "SimulatePolicy", &params, refused(404, code));
    }
}

#[test]
fn questions_that_are_none_are_refused() {
    let world = World::new();
    let many: String = (0..65).map(|number| format!(r#""k{number}":"v","#)).collect();
    let many = format!("{{{}}}", many.trim_end_matches(','));
    let values = format!(r#"{{"k":[{}]}}"#, vec![r#""v""#; 33].join(","));
    let long = format!(r#"{{"k":"{}"}}"#, "v".repeat(1025));
    let deep = "[".repeat(50_000);
    let huge = format!("acs:kms:r:a:{}", "x".repeat(3000));
    for (name, value, code) in [
        ("PrincipalAction", "kms:*", "InvalidParameter.PrincipalAction.Format"),
        ("PrincipalAction", "Decrypt", "InvalidParameter.PrincipalAction.Format"),
        ("Principal", "alice", "InvalidParameter.Principal.Format"),
        ("Principal", "acs:kms::1234567890123456:user/alice", "InvalidParameter.Principal.Format"),
        ("Principal", "acs:ram::*:user/alice", "InvalidParameter.Principal.Format"),
        ("Principal", "acs:ram::1234567890123456:group/g", "InvalidParameter.Principal.Format"),
        ("Resource", "key/0a1b", "InvalidParameter.Resource.Format"),
        ("Resource", huge.as_str(), "InvalidParameter.Resource.Format"),
        ("Conditions", "[]", "InvalidParameter.Conditions.Format"),
        ("Conditions", "{", "InvalidParameter.Conditions.Format"),
        ("Conditions", r#"{"k":{}}"#, "InvalidParameter.Conditions.Format"),
        ("Conditions", r#"{"k":[]}"#, "InvalidParameter.Conditions.Format"),
        ("Conditions", r#"{"":"v"}"#, "InvalidParameter.Conditions.Format"),
        ("Conditions", deep.as_str(), "InvalidParameter.Conditions.Format"),
        ("Conditions", many.as_str(), "InvalidParameter.Conditions.Length"),
        ("Conditions", values.as_str(), "InvalidParameter.Conditions.Length"),
        ("Conditions", long.as_str(), "InvalidParameter.Conditions.Length"),
    ] {
        let mut params = vec![(name, value)];
        if name != "PrincipalAction" {
            params.push(("PrincipalAction", "kms:Decrypt"));
        }
        check(&world, &world.root(), "SimulatePolicy", &params, refused(400, code));
    }
    check(&world, &world.root(), "SimulatePolicy", &[], refused(400, "MissingPrincipalAction"));
}
