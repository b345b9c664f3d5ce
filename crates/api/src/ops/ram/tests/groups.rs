use rampart_testkit::{Signer, World, done, refused};

use super::{ALLOW_KMS, check, names};

const IN_G: [(&str, &str); 2] = [("UserName", "u"), ("GroupName", "g")];

#[test]
fn a_group_is_made_shown_changed_and_deleted() {
    let world = World::new();
    let root = world.root();
    let make = [("GroupName", "Dev.Team_1"), ("Comments", "开发团队")];
    let made = check(&world, &root, "CreateGroup", &make, done());
    assert_eq!(made["Group"]["CreateDate"], "2026-01-01T00:00:00Z");
    let again = refused(409, "EntityAlreadyExists.Group");
    check(&world, &root, "CreateGroup", &[("GroupName", "dev.team_1")], again);
    let shown = check(&world, &root, "GetGroup", &[("GroupName", "DEV.TEAM_1")], done());
    for field in ["GroupId", "GroupName", "Comments", "CreateDate"] {
        assert_eq!(shown["Group"][field], made["Group"][field], "{field}");
    }
    check(&world, &root, "CreateGroup", &[("GroupName", "other")], done());
    let taken = [("GroupName", "other"), ("NewGroupName", "dev.team_1")];
    check(&world, &root, "UpdateGroup", &taken, refused(409, "EntityAlreadyExists.Group"));
    world.advance_seconds(60);
    let update = [("GroupName", "dev.team_1"), ("NewGroupName", "ops"), ("NewComments", "on call")];
    let changed = check(&world, &root, "UpdateGroup", &update, done());
    for (field, value) in [
        ("GroupName", "ops"),
        ("Comments", "on call"),
        ("CreateDate", "2026-01-01T00:00:00Z"),
        ("UpdateDate", "2026-01-01T00:01:00Z"),
    ] {
        assert_eq!(changed["Group"][field], value, "{field}");
    }
    assert_eq!(changed["Group"]["GroupId"], made["Group"]["GroupId"]);
    let gone = refused(404, "EntityNotExist.Group");
    check(&world, &root, "GetGroup", &[("GroupName", "dev.team_1")], gone);
    check(&world, &root, "DeleteGroup", &[("GroupName", "ops")], done());
    check(&world, &root, "DeleteGroup", &[("GroupName", "ops")], refused(404, "EntityNotExist.Group"));
}

#[test]
fn a_group_cannot_be_called_anything() {
    let world = World::new();
    let (root, long, remark) = (world.root(), "a".repeat(65), "c".repeat(129));
    check(&world, &root, "CreateGroup", &[("GroupName", "g")], done());
    for (operation, params, code) in [
        ("CreateGroup", [("GroupName", "a b"), ("Comments", "c")], "InvalidParameter.GroupName.InvalidChars"),
        ("CreateGroup", [("GroupName", &long), ("Comments", "c")], "InvalidParameter.GroupName.Length"),
        ("CreateGroup", [("GroupName", "n"), ("Comments", &remark)], "InvalidParameter.Comments.Length"),
        (
            "UpdateGroup",
            [("GroupName", "g"), ("NewGroupName", "a/b")],
            "InvalidParameter.NewGroupName.InvalidChars",
        ),
        (
            "UpdateGroup",
            [("GroupName", "g"), ("NewGroupName", &long)],
            "InvalidParameter.NewGroupName.Length",
        ),
        (
            "UpdateGroup",
            [("GroupName", "g"), ("NewComments", &remark)],
            "InvalidParameter.NewComments.Length",
        ),
    ] {
        check(&world, &root, operation, &params, refused(400, code));
    }
}

#[test]
fn groups_and_their_users_are_listed_page_by_page() {
    let world = World::new();
    let root = world.root();
    for name in ["dora", "Bob", "alice"] {
        check(&world, &root, "CreateGroup", &[("GroupName", name)], done());
    }
    let first = check(&world, &root, "ListGroups", &[("MaxItems", "2")], done());
    assert_eq!(names(&first["Groups"]["Group"], "GroupName"), ["alice", "Bob"]);
    let marker = first["Marker"].as_str().unwrap_or_default();
    let last = check(&world, &root, "ListGroups", &[("MaxItems", "2"), ("Marker", marker)], done());
    assert_eq!(
        (names(&last["Groups"]["Group"], "GroupName"), &last["IsTruncated"]),
        (vec!["dora".into()], &false.into())
    );

    let mut wanted = Vec::new();
    for number in 0..5 {
        let name = format!("u{number}");
        world.advance_seconds(1);
        check(&world, &root, "CreateUser", &[("UserName", &name)], done());
        check(&world, &root, "AddUserToGroup", &[("UserName", &name), ("GroupName", "dora")], done());
        wanted.push(name);
    }
    let (mut found, mut marker) = (Vec::new(), String::new());
    loop {
        let mut params = vec![("GroupName", "dora"), ("MaxItems", "2")];
        if !marker.is_empty() {
            params.push(("Marker", &marker));
        }
        let page = check(&world, &root, "ListUsersForGroup", &params, done());
        found.extend(names(&page["Users"]["User"], "UserName"));
        assert_eq!(page["Users"]["User"][0]["JoinDate"].as_str().map(str::len), Some(20));
        match page["Marker"].as_str() {
            Some(next) if page["IsTruncated"] == true => marker = next.to_owned(),
            _ => break,
        }
    }
    assert_eq!(found, wanted);
    let params = [("GroupName", "dora"), ("MaxItems", "0")];
    check(&world, &root, "ListUsersForGroup", &params, refused(400, "InvalidParameter.MaxItems"));
}

#[test]
fn a_user_joins_once_and_leaves_once() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreateUser", &[("UserName", "u"), ("DisplayName", "U")], done());
    check(&world, &root, "CreateGroup", &[("GroupName", "g"), ("Comments", "c")], done());
    check(&world, &root, "RemoveUserFromGroup", &IN_G, refused(404, "EntityNotExist.User.Group"));
    check(&world, &root, "AddUserToGroup", &IN_G, done());
    check(&world, &root, "AddUserToGroup", &IN_G, refused(409, "EntityAlreadyExists.User.Group"));
    let groups = check(&world, &root, "ListGroupsForUser", &[("UserName", "u")], done());
    let group = &groups["Groups"]["Group"][0];
    assert_eq!((&group["GroupName"], &group["Comments"]), (&"g".into(), &"c".into()));
    assert_eq!(group["JoinDate"], "2026-01-01T00:00:00Z");
    let users = check(&world, &root, "ListUsersForGroup", &[("GroupName", "g")], done());
    let user = &users["Users"]["User"][0];
    assert_eq!((&user["UserName"], &user["DisplayName"]), (&"u".into(), &"U".into()));
    check(&world, &root, "DeleteUser", &[("UserName", "u")], refused(409, "DeleteConflict.User.Group"));
    check(&world, &root, "DeleteGroup", &[("GroupName", "g")], refused(409, "DeleteConflict.Group.User"));
    check(&world, &root, "RemoveUserFromGroup", &IN_G, done());
    check(&world, &root, "RemoveUserFromGroup", &IN_G, refused(404, "EntityNotExist.User.Group"));
    let admin = [("PolicyType", "System"), ("PolicyName", "AdministratorAccess"), ("GroupName", "g")];
    check(&world, &root, "AttachPolicyToGroup", &admin, done());
    check(&world, &root, "DeleteGroup", &[("GroupName", "g")], refused(409, "DeleteConflict.Group.Policy"));
    check(&world, &root, "DetachPolicyFromGroup", &admin, done());
    check(&world, &root, "DeleteGroup", &[("GroupName", "g")], done());
    check(&world, &root, "DeleteUser", &[("UserName", "u")], done());
}

#[test]
fn a_user_is_in_ten_groups_at_most() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreateUser", &[("UserName", "u")], done());
    for number in 0..11 {
        let name = format!("g{number}");
        check(&world, &root, "CreateGroup", &[("GroupName", &name)], done());
        let expected = if number < 10 { done() } else { refused(409, "LimitExceeded.User.Group") };
        check(&world, &root, "AddUserToGroup", &[("UserName", "u"), ("GroupName", &name)], expected);
    }
}

#[test]
fn joining_asks_for_both_sides() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreateUser", &[("UserName", "u")], done());
    check(&world, &root, "CreateGroup", &[("GroupName", "g")], done());
    let may = |name: &str, resources: &str| {
        let document = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":["ram:AddUserToGroup","ram:RemoveUserFromGroup"],"Resource":{resources}}}]}}"#
        );
        world.user(name, Some(&document))
    };
    let user_only = may("user-only", r#""acs:ram:*:*:user/*""#);
    let group_only = may("group-only", r#""acs:ram:*:*:group/*""#);
    let both = may("both", r#"["acs:ram:*:*:user/u","acs:ram:*:*:group/g"]"#);
    for operation in ["AddUserToGroup", "RemoveUserFromGroup"] {
        for who in [&user_only, &group_only] {
            check(&world, who, operation, &IN_G, refused(403, "NoPermission"));
        }
        check(&world, &both, operation, &IN_G, done());
    }
}

#[test]
fn what_a_group_holds_its_users_hold_until_they_leave() {
    let world = World::new();
    let (root, alice) = (world.root(), world.user("u", None));
    check(&world, &root, "CreateGroup", &[("GroupName", "g")], done());
    check(&world, &root, "CreatePolicy", &[("PolicyName", "p"), ("PolicyDocument", ALLOW_KMS)], done());
    let allow = [("PolicyType", "Custom"), ("PolicyName", "p"), ("GroupName", "g")];
    let may = |who: &Signer| world.call(who, "kms", "ListKeys", &[]).is_ok();
    let do_it = |operation: &str, params: &[(&str, &str)]| {
        check(&world, &root, operation, params, done());
    };
    do_it("AttachPolicyToGroup", &allow);
    assert!(!may(&alice));
    do_it("AddUserToGroup", &IN_G);
    assert!(may(&alice));
    do_it("RemoveUserFromGroup", &IN_G);
    assert!(!may(&alice));
    do_it("AddUserToGroup", &IN_G);
    do_it("DetachPolicyFromGroup", &allow);
    assert!(!may(&alice));
    do_it("AttachPolicyToGroup", &allow);
    assert!(may(&alice));
    // A group denies as well as it allows, whatever the user holds himself.
    let deny = ALLOW_KMS.replace("Allow", "Deny");
    world.grant("u", ALLOW_KMS);
    do_it("CreatePolicy", &[("PolicyName", "deny"), ("PolicyDocument", &deny)]);
    do_it("AttachPolicyToGroup", &[("PolicyType", "Custom"), ("PolicyName", "deny"), ("GroupName", "g")]);
    assert!(!may(&alice));
}
