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
