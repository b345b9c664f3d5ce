//! Instances: what lies in the bin, what a page says of a state, and what is asked before something goes down.

use http::StatusCode;
use serde_json::{Value, json};

use crate::{
    browser::{World, location, text},
    fake::Fake,
};

const CHANGE: &str = "/console/database/pgm-1/change";

fn listed(rows: Value) -> Value {
    json!({"Items": {"DBInstance": rows}, "TotalRecordCount": 1})
}

/// A server where `pgm-1` lies in the bin and nothing else is there.
fn with_one_in_the_bin() -> World {
    let world = World::new(Fake::saying("one"));
    let binned = json!([{"DBInstanceId": "pgm-1", "Engine": "PostgreSQL", "EngineVersion": "15.0",
        "DBInstanceStatus": "Deleted", "DBInstanceDescription": "<orders>", "DestroyTime": "2026-01-08T09:10:11Z"}]);
    world.fake.answers("DescribeDBInstances", 200, listed(json!([])));
    world.fake.answers_to("DescribeDBInstances", ("DBInstanceStatus", "Deleted"), 200, listed(binned));
    world.fake.refuses("DescribeDBInstanceAttribute", 404, "InvalidDBInstanceId.NotFound");
    world
}

#[test]
fn a_deleted_instance_is_in_the_bin_of_the_list_and_on_its_own_page() {
    let world = with_one_in_the_bin();
    let mut browser = world.signed_in();
    for page in ["/console/databases", "/console/database/pgm-1"] {
        let answer = browser.get(page);
        assert_eq!(answer.status(), StatusCode::OK, "{page}");
        let shown = text(&answer);
        for word in
            ["In the bin", "2026-01-08 09:10", "PostgreSQL 15.0", "&#60;orders&#62;", ">Bring Back</button>"]
        {
            assert!(shown.contains(word), "{page}: {word}");
        }
    }
    world.fake.called();
    let answer = browser.post(CHANGE, &[("do", "recover")]);
    assert_eq!(location(&answer), "/console/database/pgm-1?told=changed");
    let changed: Vec<_> = world.fake.changed().into_iter().map(|(operation, _)| operation).collect();
    assert_eq!(changed, ["RecoveryDBInstance"]);
}

#[test]
fn what_is_in_the_bin_is_destroyed_only_by_its_typed_id() {
    let world = with_one_in_the_bin();
    let mut browser = world.signed_in();
    for typed in ["", "pgm-2"] {
        world.fake.called();
        let answer = browser.post(CHANGE, &[("do", "destroy"), ("typed", typed)]);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text(&answer).contains("The instance is not destroyed"));
        assert_eq!(world.fake.changed(), []);
    }
    let answer = browser.post(CHANGE, &[("do", "destroy"), ("typed", "pgm-1")]);
    assert_eq!(location(&answer), "/console/databases?told=destroyed");
    let changed: Vec<_> = world.fake.changed().into_iter().map(|(operation, _)| operation).collect();
    assert_eq!(changed, ["DestroyDBInstance"]);
}

#[test]
fn a_refusal_in_the_bin_is_told_on_its_page_there() {
    let world = with_one_in_the_bin();
    let mut browser = world.signed_in();
    world.fake.refuses("RecoveryDBInstance", 403, "NoPermission");
    let shown = text(&browser.post(CHANGE, &[("do", "recover")]));
    assert!(shown.contains("You are not allowed to do this") && shown.contains("In the bin"), "{shown}");
}

#[test]
fn what_is_in_no_list_of_the_caller_is_not_in_the_bin_either() {
    let world = with_one_in_the_bin();
    let mut browser = world.signed_in();
    let answer = browser.get("/console/database/pgm-2");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(!text(&answer).contains("orders"));
    // Who may not list learns no more than that.
    world.fake.answers_to(
        "DescribeDBInstances",
        ("DBInstanceStatus", "Deleted"),
        403,
        json!({"Code": "NoPermission"}),
    );
    let answer = browser.get("/console/database/pgm-1");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(text(&answer).contains("It is not there any more"));
}

#[test]
fn a_form_s_address_leads_to_the_page_that_it_stands_on() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for (form, page) in [
        ("database/pgm-1/change", "/console/database/pgm-1"),
        ("key/k-1/change", "/console/key/k-1"),
        ("user/bob/keys/create", "/console/user/bob"),
    ] {
        let answer = browser.get(&format!("/console/{form}"));
        assert_eq!((answer.status(), location(&answer)), (StatusCode::SEE_OTHER, page), "{form}");
    }
    assert_eq!(browser.get("/console/key/k-1/nothing").status(), StatusCode::NOT_FOUND);
    // So a page that is followed says where it is, whatever address it was answered at.
    world.fake.refuses("RestartDBInstance", 403, "NoPermission");
    let refused = text(&browser.post("/console/database/one/change", &[("do", "restart")]));
    assert!(refused.contains("data-page=\"/console/database/one\""), "{refused}");
}

#[test]
fn what_was_under_way_is_no_longer_told_once_it_is_done() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for (status, told) in [("Stopping", true), ("Starting", true), ("Running", false), ("Stopped", false)] {
        let instance = json!({"DBInstanceId": "pgm-1", "DBInstanceStatus": status});
        let answer = json!({"Items": {"DBInstanceAttribute": [instance]}});
        world.fake.answers("DescribeDBInstanceAttribute", 200, answer);
        let shown = text(&browser.get("/console/database/pgm-1?told=changed"));
        assert_eq!(shown.contains("The change is under way"), told, "{status}");
    }
}

#[test]
fn a_refusal_says_whether_it_is_the_form_s_or_the_state_s() {
    for (code, title) in [
        ("IncorrectDBInstanceLockMode", "The instance is locked"),
        ("IncorrectDBInstanceState", "This cannot be done in its present state"),
        ("OperationDenied.DBInstanceStatus", "This cannot be done in its present state"),
        ("Rejected.StateModifiedFailed", "This cannot be done in its present state"),
        ("InvalidKmsKey", "The key cannot be used"),
        ("InvalidParameter", "A field is not right"),
        ("MissingParameter", "A field is not right"),
        ("Rejected.LimitExceeded", "This was refused"),
        ("Surprise", "This was refused"),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        world.fake.refuses("StartDBInstance", 400, code);
        let shown = text(&browser.post("/console/database/one/change", &[("do", "start")]));
        assert!(shown.contains(&format!("<strong>{title}</strong>")), "{code}: {shown}");
        // The instance is locked here, and the way to its key is told.
        assert!(shown.contains("<a href=\"/console/key/one\">Open the key</a>"), "{code}");
    }
}
