//! Why something is refused: handed on sealed, opened by whoever may, and asked of the policies as they are.

use http::StatusCode;
use serde_json::json;

use crate::{
    browser::{World, location, text},
    fake::{Called, Fake},
};

const WHY: &str = "/console/why";

fn params<'a>(called: &'a [Called], operation: &str) -> Vec<(&'a str, &'a str)> {
    let found = called.iter().find(|(name, _)| name == operation);
    let (_, params) = found.unwrap_or_else(|| panic!("{operation} was not called: {called:?}"));
    params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn message(principal: &str, refused_by: &str) -> serde_json::Value {
    json!({"DecodedDiagnosticMessage": {"AuthAction": "kms:Decrypt", "AuthResource": "acs:kms:r:1:key/a",
        "Principal": principal, "AuthConditions": [{"ConditionKey": "acs:SourceIp", "ConditionValues": ["192.0.2.1"]}],
        "NoPermissionPolicyType": refused_by, "ExplicitDeny": false, "Statements": []}})
}

#[test]
fn what_is_denied_carries_its_reason_sealed_to_whoever_may_open_it() {
    let world = World::new(Fake::saying("sealed"));
    let mut browser = world.signed_in();
    let sealed = json!({"Code": "NoPermission", "Message": "no", "RequestId": "1",
        "AccessDeniedDetail": {"EncodedDiagnosticMessage": "sealed-message"}});
    let bare = json!({"Code": "EntityNotExist.User", "Message": "no", "RequestId": "1"});
    for (status, body, offered) in [(403, sealed, true), (404, bare, false)] {
        world.fake.answers("GetUser", status, body);
        let shown = text(&browser.get("/console/user/one"));
        let carries = shown.contains(r#"name="message" value="sealed-message" form="why""#);
        assert_eq!((carries, shown.contains(">Why?<")), (offered, offered), "{shown}");
    }
}

#[test]
fn whoever_may_not_open_it_is_given_it_to_pass_on() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.refuses("DecodeDiagnosticMessage", 403, "NoPermission");
    world.fake.called();
    let answer = browser.post(WHY, &[("message", "sealed-message")]);
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let shown = text(&answer);
    assert!(shown.contains(">sealed-message</pre>") && !shown.contains(">Why?<"), "{shown}");
    let called = world.fake.called();
    assert_eq!(called.len(), 1, "nothing else is asked: {called:?}");
    assert_eq!(params(&called, "DecodeDiagnosticMessage"), [("EncodedDiagnosticMessage", "sealed-message")]);
}

#[test]
fn the_refused_question_is_asked_again_as_it_was() {
    let policies = "AccountLevelIdentityBasedPolicy";
    for (principal, refused_by, granted_to) in [
        ("acs:ram::1:user/alice", policies, Some("alice")),
        ("acs:ram::1:assumed-role/ops/night", policies, Some("ops")),
        // What a role trusts or a session narrows itself to is opened by no policy.
        ("acs:ram::1:assumed-role/ops/night", "SessionPolicy", None),
        ("acs:ram::1:user/alice", "AssumeRolePolicy", None),
        ("acs:ram::1:root", policies, None),
        ("", policies, None),
    ] {
        let world = World::new(Fake::saying("alice"));
        let mut browser = world.signed_in();
        world.fake.answers("DecodeDiagnosticMessage", 200, message(principal, refused_by));
        world.fake.called();
        let page = text(&browser.post(WHY, &[("message", "m")]));
        let called = world.fake.called();
        let Some(name) = granted_to else {
            assert!(called.iter().all(|(name, _)| name != "SimulatePolicy"), "{principal} {refused_by}");
            assert!(
                page.contains("kms:Decrypt") && !page.contains("Create policy from it"),
                "{principal} {refused_by}"
            );
            continue;
        };
        assert_eq!(
            params(&called, "SimulatePolicy"),
            [
                ("Principal", principal),
                ("PrincipalAction", "kms:Decrypt"),
                ("Resource", "acs:kms:r:1:key/a"),
                ("Conditions", r#"{"acs:SourceIp":["192.0.2.1"]}"#),
            ]
        );
        assert!(page.contains(&format!("Grant permission to {name}")), "{page}");
    }
}

#[test]
fn a_proposal_becomes_a_policy_that_waits_in_the_panel_of_whoever_lacked_it() {
    let world = World::new(Fake::saying("alice"));
    let mut browser = world.signed_in();
    let proposed = json!({"Decision": "ImplicitDeny", "Principal": "acs:ram::1:user/alice",
        "Proposal": r#"{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}"#});
    world.fake.answers("SimulatePolicy", 200, proposed);
    let shown = text(&browser.get("/console/simulate?principal=user/alice&action=kms:Decrypt"));
    let carried = r#"<input type="hidden" name="for" value="user/alice">"#;
    assert!(shown.contains(carried), "{shown}");
    let document =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}"#;
    for (bearer, place) in [
        ("user/alice", "/console/user/alice/grant?told=created&selected=Custom%2FLets"),
        ("role/ops", "/console/role/ops/grant?told=created&selected=Custom%2FLets"),
        ("user/../evil?x", "/console/user/..%2Fevil%3Fx/grant?told=created&selected=Custom%2FLets"),
        ("user/", "/console/policies/Custom/Lets?told=created"),
        ("//evil.example", "/console/policies/Custom/Lets?told=created"),
        ("", "/console/policies/Custom/Lets?told=created"),
    ] {
        let fields = [("document", document), ("for", bearer), ("step", "create"), ("name", "Lets")];
        let answer = browser.post("/console/policies/create", &fields);
        assert_eq!(location(&answer), place, "{bearer}");
    }
    let fields = [("document", document), ("for", "user/alice"), ("step", "name")];
    assert!(text(&browser.post("/console/policies/create", &fields)).contains(carried));
}

#[test]
fn what_is_withheld_is_not_taken_for_nothing() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let part = json!({"Element": "Condition", "Operator": "StringEquals", "Key": "kms:tag/a", "Wanted": ["x"],
        "Withheld": true});
    let statement = json!({"PolicyName": "P", "PolicyType": "Custom", "StatementIndex": 1, "Effect": "Allow",
        "Elements": [part]});
    world.fake.answers("SimulatePolicy", 200, json!({"Decision": "ImplicitDeny", "Statements": [statement]}));
    let shown = text(&browser.get("/console/simulate?action=kms:Decrypt"));
    assert!(shown.contains("hangs on what the resource carries"), "{shown}");
    assert!(shown.contains("which you may not know") && !shown.contains("<em>nothing</em>"), "{shown}");
}

#[test]
fn what_is_not_shown_and_what_was_not_looked_up_is_said() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let key = "acs:kms:cn-hangzhou:1:key/a";
    for (resource, left_out, tags, words) in [
        (key, 1, true, Some(">1 statement is not shown: it is about another action, or")),
        ("", 2, false, Some(">2 statements are not shown: they are about other actions, or")),
        ("acs:kms:*:1:alias/a", 0, false, None),
    ] {
        let answer = json!({"Decision": "ImplicitDeny", "Statements": [], "StatementsLeftOut": left_out});
        world.fake.answers("SimulatePolicy", 200, answer);
        let shown = text(&browser.get(&format!("/console/simulate?action=kms:Decrypt&resource={resource}")));
        assert_eq!(shown.contains("The tags that the key carries were not looked up."), tags, "{resource}");
        assert_eq!(shown.contains("not shown"), words.is_some(), "{resource}");
        assert!(words.is_none_or(|words| shown.contains(words)), "{shown}");
    }
    assert!(!text(&browser.get(&format!("/console/simulate?resource={key}"))).contains("not looked up"));
}

#[test]
fn the_menu_leads_to_why() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    assert!(text(&browser.get("/console/")).contains(r#"<a href="/console/why">Why</a>"#));
    let here = r#"<a href="/console/why" aria-current="page">"#;
    assert!(text(&browser.get(WHY)).contains(here));
}

#[test]
fn looking_at_why_changes_nothing() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.called();
    browser.post(WHY, &[("message", "m")]);
    browser.get("/console/simulate?principal=user/one&action=kms:Decrypt&conditions=a%3D1");
    assert_eq!(world.fake.changed(), []);
}
