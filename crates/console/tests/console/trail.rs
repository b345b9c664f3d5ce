//! The audit trail's pages: what is asked of it, how it goes on, and why something was denied.

use http::StatusCode;
use serde_json::{Value, json};

use crate::{
    browser::{World, text},
    fake::{Called, Fake},
};

fn lookups(called: &[Called]) -> Vec<Vec<(&str, &str)>> {
    let lookups = called.iter().filter(|(name, _)| name == "LookupEvents");
    lookups
        .map(|(_, params)| params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect())
        .collect()
}

fn event(id: &str, code: &str, who: &Value, decisions: &Value) -> Value {
    json!({"eventId": id, "eventName": "Decrypt", "serviceName": "Kms", "eventTime": "2026-01-01T00:00:00Z",
        "errorCode": code, "sourceIpAddress": "192.0.2.1", "userIdentity": who,
        "additionalEventData": {"Scheme": "https", "Decisions": decisions}})
}

fn alice() -> Value {
    json!({"type": "ram-user", "userName": "alice", "accountId": "1"})
}

fn denied() -> Value {
    json!([{"Action": "kms:DescribeKey", "Resource": "acs:kms:r:1:key/a", "Decision": "Allowed", "Reason": "x"},
        {"Action": "kms:Decrypt", "Resource": "acs:kms:r:1:key/a", "Decision": "ImplicitDeny", "Reason": "none"}])
}

#[test]
fn a_search_is_asked_of_the_trail_and_goes_on_where_it_ended() {
    let whole = [("MaxResults", "50"), ("Direction", "BACKWARD")];
    let user = [("LookupAttribute.1.Key", "User"), ("LookupAttribute.1.Value", "alice")];
    for (query, asked, older) in [
        ("", whole.to_vec(), "/console/audit?token=a+b"),
        (
            "?key=User&value=alice",
            [&whole[..], &user].concat(),
            "/console/audit?key=User&amp;value=alice&amp;token=a+b",
        ),
        ("?key=User", whole.to_vec(), "/console/audit?key=User&amp;token=a+b"),
        (
            "?from=2026-01-01T00:00&to=2026-01-02T03:04:05",
            [&[("StartTime", "2026-01-01T00:00:00Z"), ("EndTime", "2026-01-02T03:04:05Z")], &whole[..]]
                .concat(),
            "/console/audit?from=2026-01-01T00%3A00&amp;to=2026-01-02T03%3A04%3A05&amp;token=a+b",
        ),
        (
            "?show=changes&key=User&value=alice",
            [
                &whole[..],
                &user,
                &[("LookupAttribute.2.Key", "EventRW"), ("LookupAttribute.2.Value", "Write")],
            ]
            .concat(),
            "/console/audit?key=User&amp;value=alice&amp;show=changes&amp;token=a+b",
        ),
        (
            "?show=changes",
            [&whole[..], &[("LookupAttribute.1.Key", "EventRW"), ("LookupAttribute.1.Value", "Write")]]
                .concat(),
            "/console/audit?show=changes&amp;token=a+b",
        ),
        ("?token=before", [&whole[..], &[("NextToken", "before")]].concat(), "/console/audit?token=a+b"),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        let events = json!([event("E1", "", &alice(), &json!([]))]);
        world.fake.answers("LookupEvents", 200, json!({"Events": events, "NextToken": "a b"}));
        world.fake.called();
        let shown = text(&browser.get(&format!("/console/audit{query}")));
        assert_eq!(lookups(&world.fake.called()), [asked], "{query}");
        let older = older.replace("&amp;", "&#38;");
        assert!(shown.contains(&format!("href=\"{older}\">Older")), "{query}: {shown}");
        assert!(shown.contains("/console/audit/E1?at=2026-01-01T00%3A00%3A00Z"), "{query}: {shown}");
    }
}

#[test]
fn denied_calls_alone_are_looked_for_in_a_bounded_part_of_the_trail() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let page = json!([
        event("E1", "", &alice(), &json!([])),
        event("E2", "NoPermission", &alice(), &denied()),
        event("E3", "EntityNotExist.User", &alice(), &json!([]))
    ]);
    world.fake.answers("LookupEvents", 200, json!({"Events": page, "NextToken": "more"}));
    world.fake.called();
    let shown = text(&browser.get("/console/audit?show=denied"));
    let called = world.fake.called();
    assert_eq!(lookups(&called).len(), 10);
    assert!(shown.contains("/audit/E2") && !shown.contains("/audit/E1") && !shown.contains("/audit/E3"));
    assert!(shown.contains("show=denied"), "the next page is searched alike");
}

#[test]
fn a_denied_call_is_asked_again_as_it_was() {
    let role = json!({"type": "assumed-role", "userName": "ops:night", "accountId": "1"});
    let root = json!({"type": "root-account", "userName": "root", "accountId": "1"});
    let allowed = json!([{"Action": "kms:Decrypt", "Resource": "r", "Decision": "Allowed", "Reason": "x"}]);
    for (who, decisions, principal) in [
        (alice(), denied(), Some("acs:ram::1:user/alice")),
        (role, denied(), Some("acs:ram::1:role/ops")),
        (root, denied(), None),
        (alice(), allowed, None),
        (alice(), json!([]), None),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        let page = json!({"Events": [event("E1", "NoPermission", &who, &decisions)]});
        world.fake.answers("LookupEvents", 200, page);
        world.fake.called();
        let shown = text(&browser.get("/console/audit/E1?at=2026-01-01T00:00:00Z"));
        let called = world.fake.called();
        let near = [("StartTime", "2025-12-31T23:59:59Z"), ("EndTime", "2026-01-01T00:00:01Z")];
        let by_id = [("LookupAttribute.1.Key", "EventId"), ("LookupAttribute.1.Value", "E1")];
        assert_eq!(lookups(&called), [[near, by_id].concat()]);
        let asked: Vec<_> = called.iter().filter(|(name, _)| name == "SimulatePolicy").collect();
        let Some(principal) = principal else {
            assert!(asked.is_empty(), "{who}: {asked:?}");
            continue;
        };
        let [(_, params)] = asked.as_slice() else { panic!("{asked:?}") };
        let conditions = r#"{"acs:CurrentTime":["2026-01-01T00:00:00Z"],"acs:SecureTransport":[true],"acs:SourceIp":["192.0.2.1"]}"#;
        for pair in [
            ("Principal", principal),
            ("PrincipalAction", "kms:Decrypt"),
            ("Resource", "acs:kms:r:1:key/a"),
            ("Conditions", conditions),
        ] {
            let is_asked = params.iter().any(|(name, value)| (name.as_str(), value.as_str()) == pair);
            assert!(is_asked, "{pair:?} is not in {params:?}");
        }
        assert!(
            shown.contains("as the policies are now") || shown.contains("policies as they are now"),
            "{shown}"
        );
    }
}

#[test]
fn whoever_may_not_look_is_told_so_and_nothing_else() {
    let world = World::new(Fake::saying("secret"));
    let mut browser = world.signed_in();
    world.fake.answers(
        "LookupEvents",
        403,
        json!({"Code": "NoPermission", "Message": "no", "RequestId": "1"}),
    );
    for page in ["audit", "audit/E1"] {
        let answer = browser.get(&format!("/console/{page}"));
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{page}");
        assert!(!text(&answer).contains("No event matches"), "{page}: nothing was looked for");
        assert!(text(&answer).contains("You are not allowed to do this"), "{page}");
    }
    // An event is told although why may not be asked.
    let page = json!({"Events": [event("E1", "NoPermission", &alice(), &denied())]});
    world.fake.answers("LookupEvents", 200, page);
    world.fake.answers(
        "SimulatePolicy",
        403,
        json!({"Code": "NoPermission", "Message": "no", "RequestId": "1"}),
    );
    let answer = browser.get("/console/audit/E1");
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(text(&answer).contains("kms:Decrypt") && !text(&answer).contains("class=\"tree\""));
}

#[test]
fn an_event_that_is_not_there_is_no_page() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for (answer, lookups_made) in [(json!({"Events": []}), 1), (json!({"Events": [], "NextToken": "t"}), 10)]
    {
        world.fake.answers("LookupEvents", 200, answer);
        world.fake.called();
        assert_eq!(browser.get("/console/audit/E9?at=nonsense").status(), StatusCode::NOT_FOUND);
        assert_eq!(lookups(&world.fake.called()).len(), lookups_made);
    }
}
