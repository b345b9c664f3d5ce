use rampart_testkit::{World, done, refused};

use super::{TRUST_RDS, check, names};

#[test]
fn a_role_is_made_shown_changed_and_deleted() {
    let world = World::new();
    let root = world.root();
    let name = ("RoleName", "AliyunRDSInstanceEncryptionDefaultRole");
    let params = [name, ("AssumeRolePolicyDocument", TRUST_RDS), ("MaxSessionDuration", "7200")];
    let made = check(&world, &root, "CreateRole", &params, done());
    assert_eq!(made["Role"]["RoleName"], name.1);
    assert_eq!(made["Role"]["Arn"], "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole");
    check(&world, &root, "CreateRole", &params, refused(409, "EntityAlreadyExists.Role"));
    let lower = [("RoleName", "aliyunrdsinstanceencryptiondefaultrole")];
    let shown = check(&world, &root, "GetRole", &lower, done());
    assert_eq!(
        (&shown["Role"]["AssumeRolePolicyDocument"], &shown["Role"]["MaxSessionDuration"]),
        (&TRUST_RDS.into(), &7200.into())
    );
    let trust = TRUST_RDS.replace("rds.", "ecs.");
    let update = [name, ("NewDescription", "for RDS"), ("NewAssumeRolePolicyDocument", trust.as_str())];
    let changed = check(&world, &root, "UpdateRole", &update, done());
    assert_eq!(
        (&changed["Role"]["AssumeRolePolicyDocument"], &changed["Role"]["Description"]),
        (&trust.into(), &"for RDS".into())
    );
    let listed = check(&world, &root, "ListRoles", &[], done());
    assert_eq!(names(&listed["Roles"]["Role"], "RoleName"), [name.1]);
    check(&world, &root, "DeleteRole", &[name], done());
    check(&world, &root, "DeleteRole", &[name], refused(404, "EntityNotExist.Role"));
}

#[test]
fn what_a_role_cannot_be_is_refused() {
    let world = World::new();
    let root = world.root();
    let trust = ("AssumeRolePolicyDocument", TRUST_RDS);
    let (long_name, long_trust) = ("r".repeat(65), " ".repeat(7000));
    let nobody = TRUST_RDS
        .replace(r#"{"Service":"rds.aliyuncs.com"}"#, r#"{"RAM":"acs:ram::1234567890123456:user/x"}"#);
    let r = ("RoleName", "r");
    for (params, code) in [
        (vec![("RoleName", "a_b"), trust], "InvalidParameter.RoleName.InvalidChars"),
        (vec![("RoleName", &long_name), trust], "InvalidParameter.RoleName.Length"),
        (vec![r, ("AssumeRolePolicyDocument", "{}")], "MalformedPolicyDocument"),
        (vec![r, ("AssumeRolePolicyDocument", &nobody)], "MalformedPolicyDocument"),
        (
            vec![r, ("AssumeRolePolicyDocument", &long_trust)],
            "InvalidParameter.AssumeRolePolicyDocument.Length",
        ),
        (vec![r, trust, ("MaxSessionDuration", "60")], "InvalidParameter.MaxSessionDuration"),
        (vec![r, trust, ("MaxSessionDuration", "43201")], "InvalidParameter.MaxSessionDuration"),
    ] {
        check(&world, &root, "CreateRole", &params, refused(400, code));
    }
    check(&world, &root, "CreateRole", &[r, trust], done());
    for (param, code) in [
        (
            ("NewAssumeRolePolicyDocument", long_trust.as_str()),
            "InvalidParameter.NewAssumeRolePolicyDocument.Length",
        ),
        (("NewAssumeRolePolicyDocument", "{}"), "MalformedPolicyDocument"),
        (("NewMaxSessionDuration", "1"), "InvalidParameter.NewMaxSessionDuration"),
    ] {
        check(&world, &root, "UpdateRole", &[r, param], refused(400, code));
    }
}
