use rampart_testkit::{World, done, refused};

use super::{check, names};

#[test]
fn a_user_is_made_shown_changed_and_deleted() {
    let (world, root) = (World::new(), World::root);
    let root = root(&world);
    let made = check(
        &world,
        &root,
        "CreateUser",
        &[
            ("UserName", "Alice"),
            ("DisplayName", "爱丽丝"),
            ("MobilePhone", "86-18600008888"),
            ("Email", "alice@example.com"),
            ("Comments", "nightly"),
        ],
        done(),
    );
    assert_eq!(made["User"]["CreateDate"], "2026-01-01T00:00:00Z");
    check(&world, &root, "CreateUser", &[("UserName", "alice")], refused(409, "EntityAlreadyExists.User"));
    let shown = check(&world, &root, "GetUser", &[("UserName", "alice")], done());
    for (field, value) in [("UserName", "Alice"), ("DisplayName", "爱丽丝"), ("Comments", "nightly")] {
        assert_eq!(shown["User"][field], value);
    }
    let update = [("UserName", "alice"), ("NewUserName", "carol"), ("NewComments", "daily")];
    let changed = check(&world, &root, "UpdateUser", &update, done());
    assert_eq!(
        (&changed["User"]["UserName"], &changed["User"]["Email"]),
        (&"carol".into(), &"alice@example.com".into())
    );
    assert_eq!(changed["User"]["UserId"], made["User"]["UserId"]);
    check(&world, &root, "GetUser", &[("UserName", "alice")], refused(404, "EntityNotExist.User"));
    check(&world, &root, "DeleteUser", &[("UserName", "carol")], done());
    check(&world, &root, "DeleteUser", &[("UserName", "carol")], refused(404, "EntityNotExist.User"));
}

#[test]
fn a_user_cannot_be_called_anything() {
    let world = World::new();
    let (long, invalid) = ("a".repeat(65), "InvalidParameter.UserName.InvalidChars");
    for (name, value, code) in [
        ("UserName", "a b", invalid),
        ("UserName", "a/b", invalid),
        ("UserName", long.as_str(), "InvalidParameter.UserName.Length"),
        ("DisplayName", "<b>", "InvalidParameter.DisplayName.InvalidChars"),
        ("MobilePhone", "12345", "InvalidParameter.MobilePhone.Format"),
        ("Email", "nobody", "InvalidParameter.Email.Format"),
        ("Comments", &"c".repeat(129), "InvalidParameter.Comments.Length"),
    ] {
        let params = [("UserName", if name == "UserName" { value } else { "u" }), (name, value)];
        let params = if name == "UserName" { params.get(..1) } else { params.get(..) };
        check(&world, &world.root(), "CreateUser", params.unwrap_or_default(), refused(400, code));
    }
}

#[test]
fn users_are_listed_page_by_page() {
    let world = World::new();
    let root = world.root();
    for name in ["dora", "Bob", "alice"] {
        check(&world, &root, "CreateUser", &[("UserName", name)], done());
    }
    let first = check(&world, &root, "ListUsers", &[("MaxItems", "2")], done());
    assert_eq!(
        (names(&first["Users"]["User"], "UserName"), &first["IsTruncated"]),
        (vec!["alice".into(), "Bob".into()], &true.into())
    );
    let marker = first["Marker"].as_str().unwrap_or_default();
    let last = check(&world, &root, "ListUsers", &[("MaxItems", "2"), ("Marker", marker)], done());
    assert_eq!(
        (names(&last["Users"]["User"], "UserName"), &last["IsTruncated"]),
        (vec!["dora".into()], &false.into())
    );
    for items in ["0", "-1", "1001"] {
        check(&world, &root, "ListUsers", &[("MaxItems", items)], refused(400, "InvalidParameter.MaxItems"));
    }
}

#[test]
fn a_user_goes_only_with_empty_hands() {
    let world = World::new();
    let root = world.root();
    let alice = world.user("alice", Some(super::ALLOW_KMS));
    let gone = |code| check(&world, &root, "DeleteUser", &[("UserName", "alice")], refused(409, code));
    gone("DeleteConflict.User.AccessKey");
    let key = [("UserName", "alice"), ("UserAccessKeyId", alice.access_key_id.as_str())];
    check(&world, &root, "DeleteAccessKey", &key, done());
    gone("DeleteConflict.User.Policy");
}
