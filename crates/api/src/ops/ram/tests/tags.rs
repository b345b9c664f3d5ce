use rampart_testkit::{World, done, refused};
use serde_json::Value;

use super::{ALLOW_KMS, TRUST_RDS, check};

fn tags(answer: &Value) -> Vec<String> {
    let shown = |tag: &Value| {
        format!("{}:{}={}", tag["ResourceName"], tag["TagKey"], tag["TagValue"]).replace('"', "")
    };
    answer["TagResources"].as_array().cloned().unwrap_or_default().iter().map(shown).collect()
}

#[test]
fn tags_are_set_shown_and_removed_in_both_encodings() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreateUser", &[("UserName", "x")], done());
    check(&world, &root, "CreateRole", &[("RoleName", "x"), ("AssumeRolePolicyDocument", TRUST_RDS)], done());
    check(&world, &root, "CreatePolicy", &[("PolicyName", "x"), ("PolicyDocument", ALLOW_KMS)], done());
    for kind in ["user", "role", "policy"] {
        let of = [("ResourceType", kind), ("ResourceNames", "[\"x\"]")];
        let json = [of[0], of[1], ("Tag", r#"[{"Key":"team","Value":"db"},{"Key":"cost","Value":"7"}]"#)];
        check(&world, &root, "TagResources", &json, done());
        let flat = [of[0], ("ResourceNames.1", "x"), ("Tag.1.Key", "team"), ("Tag.1.Value", "web")];
        check(&world, &root, "TagResources", &flat, done());
        let listed = check(&world, &root, "ListTagResources", &of, done());
        assert_eq!(tags(&listed), ["x:cost=7", "x:team=web"]);
        let removed = [of[0], of[1], ("TagKeys", "[\"cost\"]")];
        check(&world, &root, "UntagResources", &removed, done());
        check(&world, &root, "UntagResources", &removed, done());
        assert_eq!(tags(&check(&world, &root, "ListTagResources", &of, done())), ["x:team=web"]);
        check(&world, &root, "UntagResources", &[of[0], of[1], ("All", "true")], done());
        assert!(tags(&check(&world, &root, "ListTagResources", &of, done())).is_empty());
    }
}

#[test]
fn tags_that_no_user_may_set_are_refused() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreateUser", &[("UserName", "x")], done());
    let of = [("ResourceType", "user"), ("ResourceNames", "[\"x\"]")];
    for (key, code) in [("acs:k", "InvalidParameter.Tag.Key"), ("aliyun", "InvalidParameter.Tag.Key")] {
        let params = [of[0], of[1], ("Tag.1.Key", key), ("Tag.1.Value", "v")];
        check(&world, &root, "TagResources", &params, refused(400, code));
    }
    let wrong = [("ResourceType", "house"), of[1], ("Tag.1.Key", "k"), ("Tag.1.Value", "v")];
    check(&world, &root, "TagResources", &wrong, refused(400, "InvalidParameter.ResourceType"));
}

#[test]
fn a_list_shows_who_bears_the_tags_asked_for() {
    let world = World::new();
    let root = world.root();
    for (name, team) in [("a", "db"), ("b", "web")] {
        let tag = format!(r#"[{{"Key":"team","Value":"{team}"}}]"#);
        let role = [("RoleName", name), ("AssumeRolePolicyDocument", TRUST_RDS), ("Tag", tag.as_str())];
        check(&world, &root, "CreateRole", &role, done());
    }
    for (tag, wanted) in [("db", vec!["a"]), ("web", vec!["b"]), ("none", vec![])] {
        let params = [("Tag.1.Key", "team"), ("Tag.1.Value", tag)];
        let listed = check(&world, &root, "ListRoles", &params, done());
        assert_eq!(super::names(&listed["Roles"]["Role"], "RoleName"), wanted);
    }
}

#[test]
fn without_names_all_of_a_kind_are_listed_page_by_page() {
    let world = World::new();
    let root = world.root();
    for name in ["a", "b", "c"] {
        let tag = format!(r#"[{{"Key":"team","Value":"{name}"}}]"#);
        for (operation, named, more) in [
            ("CreateRole", "RoleName", ("AssumeRolePolicyDocument", TRUST_RDS)),
            ("CreatePolicy", "PolicyName", ("PolicyDocument", ALLOW_KMS)),
        ] {
            check(&world, &root, operation, &[(named, name), more, ("Tag", tag.as_str())], done());
        }
    }
    for kind in ["role", "policy"] {
        let of = ("ResourceType", kind);
        let first = check(&world, &root, "ListTagResources", &[of, ("PageSize", "2")], done());
        assert_eq!(tags(&first), ["a:team=a", "b:team=b"]);
        let token = first["NextToken"].as_str().unwrap_or_default();
        let last =
            check(&world, &root, "ListTagResources", &[of, ("PageSize", "2"), ("NextToken", token)], done());
        assert_eq!((tags(&last), last["NextToken"].as_str()), (vec!["c:team=c".to_owned()], None));
        let one = [of, ("Tag.1.Key", "team"), ("Tag.1.Value", "b")];
        assert_eq!(tags(&check(&world, &root, "ListTagResources", &one, done())), ["b:team=b"]);
    }
    let nobody = world.user("nobody", None);
    check(&world, &nobody, "ListTagResources", &[("ResourceType", "role")], refused(403, "NoPermission"));
}
