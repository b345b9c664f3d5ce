//! Tags of instances, by both generations of operations.

use rampart_testkit::{Expected, done, refused};
use serde_json::json;

use super::{DENIED, NO_INSTANCE, NOT_FOUND, Stage};

const KIND: (&str, &str) = ("ResourceType", "INSTANCE");

#[test]
fn tags_are_laid_listed_and_taken_off() {
    let stage = Stage::new();
    let (a, b) = (stage.create(&[("Tag.1.Key", "team"), ("Tag.1.Value", "web")]), stage.create(&[]));
    let both = [KIND, ("ResourceId.1", a.as_str()), ("ResourceId.2", b.as_str())];
    let tier = [("Tag.1.Key", "tier"), ("Tag.1.Value", "1")];
    stage.done("TagResources", &[&both[..], &tier].concat());
    stage.done("TagResources", &[&both[..], &tier].concat());
    let listed = |params: &[(&str, &str)]| {
        let answer = stage.done("ListTagResources", &[&[KIND], params].concat());
        let items = answer["TagResources"]["TagResource"].as_array().unwrap().clone();
        items
            .iter()
            .map(|tag| format!("{} {} {}", tag["ResourceId"], tag["TagKey"], tag["TagValue"]))
            .collect::<Vec<_>>()
    };
    let line = |id: &str, key: &str, value: &str| format!("{id:?} {key:?} {value:?}");
    let all = [line(&a, "team", "web"), line(&a, "tier", "1"), line(&b, "tier", "1")];
    assert_eq!(listed(&[]), all);
    assert_eq!(listed(&[("ResourceId.1", &b)]), all[2..]);
    assert_eq!(listed(&[("Tag.1.Key", "team")]), all[..2]);
    let described = stage.done("DescribeTags", &[("DBInstanceId", &a)]);
    assert_eq!(
        described["Items"]["TagInfos"],
        json!([
            {"TagKey": "team", "TagValue": "web", "DBInstanceIds": {"DBInstanceIds": [a]}},
            {"TagKey": "tier", "TagValue": "1", "DBInstanceIds": {"DBInstanceIds": [a]}},
        ])
    );
    stage.done("UntagResources", &[&both[..], &[("TagKey.1", "tier")]].concat());
    assert_eq!(listed(&[]), all[..1]);
    stage.done("UntagResources", &[&both[..], &[("All", "true")]].concat());
    assert_eq!(listed(&[]), [""; 0]);
}

#[test]
fn tags_are_refused_for_what_they_cannot_be_and_none_is_laid() {
    let stage = Stage::new();
    let id = stage.create(&[]);
    let on = |others: &[(&str, &str)], expected: Expected| {
        stage.check("TagResources", &[&[KIND, ("ResourceId.1", &id)], others].concat(), expected);
    };
    on(&[], refused(400, "MissingParameter"));
    on(&[("Tag.1.Key", "acs:x"), ("Tag.1.Value", "")], refused(400, "InvalidTag.Malformed"));
    on(&[("Tag.1.Key", "k"), ("Tag.1.Value", "v"), ("ResourceId.2", NO_INSTANCE)], NOT_FOUND);
    on(&[("Tag.1.Key", "k"), ("Tag.2.Key", "k")], refused(400, "InvalidTag.Malformed"));
    let key = [("ResourceType", "KEY"), ("ResourceId.1", id.as_str()), ("Tag.1.Key", "k")];
    stage.check("TagResources", &key, refused(400, "InvalidResourceType.Malformed"));
    stage.check("UntagResources", &[KIND, ("ResourceId.1", &id)], refused(400, "MissingParameter"));
    let none = stage.done("ListTagResources", &[KIND, ("ResourceId.1", &id)]);
    assert_eq!(none["TagResources"]["TagResource"], json!([]));
}

#[test]
fn a_tag_decides_who_may() {
    let stage = Stage::new();
    let (web, plain) = (stage.create(&[("Tag.1.Key", "team"), ("Tag.1.Value", "web")]), stage.create(&[]));
    let who = stage.world.user(
        "ann",
        Some(
            r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"rds:*","Resource":"*",
                "Condition":{"StringEquals":{"rds:ResourceTag/team":"web"}}}]}"#,
        ),
    );
    let attribute = |id: &str, expected| {
        stage.check_as(&who, "DescribeDBInstanceAttribute", &[("DBInstanceId", id)], expected);
    };
    attribute(&web, done());
    attribute(&plain, DENIED);
    attribute(NO_INSTANCE, DENIED);
}
