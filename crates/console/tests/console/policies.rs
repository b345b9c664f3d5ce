//! A policy that two people write at once.

use http::StatusCode;
use serde_json::json;

use crate::{
    browser::{World, attribute, location, text},
    fake::Fake,
};

const EDIT: &str = "/console/policies/Custom/one/edit";
const HERS: &str =
    r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}"#;
const HIS: &str = r#"{"Version":"1","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}"#;

/// From now on this version holds.
fn holds(world: &World, version: &str, document: &str) {
    let policy = json!({"PolicyName": "one", "PolicyType": "Custom", "DefaultVersion": version});
    let version = json!({"VersionId": version, "PolicyDocument": document});
    world.fake.answers("GetPolicy", 200, json!({"Policy": policy, "DefaultPolicyVersion": version}));
}

#[test]
fn nobody_saves_over_a_version_that_he_has_not_seen() {
    let world = World::new(Fake::saying("one"));
    holds(&world, "v1", HERS);
    let mut alice = world.signed_in();
    let opened = |page: &str| attribute(page, r#"name="version" value=""#).unwrap();
    assert_eq!(opened(&text(&alice.get(EDIT))), "v1");
    holds(&world, "v2", HIS);
    // Nor by a form that does not say what its writer had seen, nor past a malformed text.
    for version in ["v1", "", "v0"] {
        let answer = alice.post(EDIT, &[("version", version), ("document", HERS)]);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{version}");
        let page = text(&answer);
        assert!(page.contains("Nothing is saved: v2 holds by now"), "{page}");
        assert!(page.contains("<ins>+ ") && page.contains("<del>- "), "what differs is shown: {page}");
        let kept = page.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap();
        assert!(kept.contains("kms:Decrypt"), "what was written is kept: {page}");
        assert_eq!(opened(&page), "v2", "who saves again has seen it");
    }
    let malformed = text(&alice.post(EDIT, &[("version", "v1"), ("document", "{")]));
    assert_eq!(opened(&malformed), "v1");
    assert_eq!(world.fake.changed(), []);
    let answer = alice.post(EDIT, &[("version", "v2"), ("document", HERS)]);
    assert_eq!(location(&answer), "/console/policies/Custom/one?told=saved");
    assert_eq!(world.fake.changed().len(), 1);
}

#[test]
fn who_leaves_the_name_s_dialog_is_where_he_opened_it() {
    let world = World::new(Fake::saying("one"));
    let mut alice = world.signed_in();
    for (step, is_there) in [("back", true), ("edit", false)] {
        let page = text(&alice.post("/console/policies/create", &[("document", HERS), ("step", step)]));
        assert!(!page.contains("<dialog"), "{step}");
        assert_eq!(page.contains(r#"value="name" autofocus>OK"#), is_there, "{step}");
        assert!(page.contains("kms:Decrypt"), "{step}");
    }
}
