use rampart_testkit::{World, done, refused};

use super::{ALLOW_KMS, TRUST_RDS, check, names};

const CUSTOM: [(&str, &str); 2] = [("PolicyType", "Custom"), ("PolicyName", "p")];

#[test]
fn policies_are_attached_once_and_detached_once() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreatePolicy", &[("PolicyName", "p"), ("PolicyDocument", ALLOW_KMS)], done());
    check(&world, &root, "CreateUser", &[("UserName", "u")], done());
    check(&world, &root, "CreateGroup", &[("GroupName", "g")], done());
    check(&world, &root, "CreateRole", &[("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST_RDS)], done());
    for (to, from, list, bearer, kind) in [
        ("AttachPolicyToUser", "DetachPolicyFromUser", "ListPoliciesForUser", ("UserName", "u"), "User"),
        ("AttachPolicyToGroup", "DetachPolicyFromGroup", "ListPoliciesForGroup", ("GroupName", "g"), "Group"),
        ("AttachPolicyToRole", "DetachPolicyFromRole", "ListPoliciesForRole", ("RoleName", "r"), "Role"),
    ] {
        let params = [CUSTOM[0], CUSTOM[1], bearer];
        let held =
            || names(&check(&world, &root, list, &[bearer], done())["Policies"]["Policy"], "PolicyName");
        let code = |what: &str| format!("{what}.{kind}.Policy").leak() as &'static str;
        check(&world, &root, to, &params, done());
        check(&world, &root, to, &params, refused(409, code("EntityAlreadyExists")));
        assert_eq!(held(), ["p"]);
        let conflict = format!("DeleteConflict.Policy.{kind}").leak() as &'static str;
        check(&world, &root, "DeletePolicy", &[("PolicyName", "p")], refused(409, conflict));
        let entities = check(&world, &root, "ListEntitiesForPolicy", &CUSTOM, done());
        let all = [&entities["Users"]["User"], &entities["Groups"]["Group"], &entities["Roles"]["Role"]];
        assert_eq!(all.iter().filter_map(|list| list.as_array()).map(Vec::len).sum::<usize>(), 1);
        check(&world, &root, from, &params, done());
        check(&world, &root, from, &params, refused(404, code("EntityNotExist")));
        assert!(held().is_empty());
        let system = [("PolicyType", "System"), ("PolicyName", "AdministratorAccess"), bearer];
        check(&world, &root, to, &system, done());
        check(
            &world,
            &root,
            to,
            &[("PolicyType", "Own"), CUSTOM[1], bearer],
            refused(400, "InvalidParameter.PolicyType"),
        );
    }
    check(&world, &root, "DeleteRole", &[("RoleName", "r")], refused(409, "DeleteConflict.Role.Policy"));
}

#[test]
fn attaching_asks_for_both_sides() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreatePolicy", &[("PolicyName", "p"), ("PolicyDocument", ALLOW_KMS)], done());
    check(&world, &root, "CreateUser", &[("UserName", "u")], done());
    let attach = [CUSTOM[0], CUSTOM[1], ("UserName", "u")];
    let system = [("PolicyType", "System"), ("PolicyName", "AdministratorAccess"), ("UserName", "u")];
    let may = |name: &str, resources: &str| {
        let document = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"ram:AttachPolicyToUser","Resource":{resources}}}]}}"#
        );
        world.user(name, Some(&document))
    };
    let user_only = may("user-only", r#""acs:ram:*:*:user/*""#);
    let policy_only = may("policy-only", r#"["acs:ram:*:*:policy/*"]"#);
    let own = may("own", r#"["acs:ram:*:1234567890123456:user/*","acs:ram:*:1234567890123456:policy/*"]"#);
    for (who, params, expected) in [
        (&user_only, &attach, refused(403, "NoPermission")),
        (&policy_only, &attach, refused(403, "NoPermission")),
        // A right on the account's policies is none on the vendor's.
        (&own, &system, refused(403, "NoPermission")),
        (&own, &attach, done()),
    ] {
        check(&world, who, "AttachPolicyToUser", params, expected);
    }
}
