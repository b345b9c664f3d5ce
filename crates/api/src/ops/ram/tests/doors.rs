//! For every operation: who may nothing is refused, whether or not the thing is there; who may learns that it is not.

use rampart_testkit::{World, refused};

use super::{ALLOW_KMS, TRUST_RDS, check};

type Params<'a> = &'a [(&'a str, &'a str)];

/// Operation, parameters, and what root is told when nothing of it is there (nothing where it cannot be missing).
const DOORS: &[(&str, Params<'_>, &str)] = &[
    ("AddUserToGroup", &[("UserName", "u"), ("GroupName", "g")], "EntityNotExist.User"),
    (
        "AttachPolicyToGroup",
        &[("GroupName", "g"), ("PolicyName", "p"), ("PolicyType", "Custom")],
        "EntityNotExist.Group",
    ),
    (
        "AttachPolicyToRole",
        &[("RoleName", "r"), ("PolicyName", "p"), ("PolicyType", "Custom")],
        "EntityNotExist.Role",
    ),
    (
        "AttachPolicyToUser",
        &[("UserName", "u"), ("PolicyName", "p"), ("PolicyType", "Custom")],
        "EntityNotExist.User",
    ),
    ("CreateAccessKey", &[("UserName", "u")], "EntityNotExist.User"),
    ("CreateGroup", &[("GroupName", "n")], ""),
    ("CreateLoginProfile", &[("UserName", "u"), ("Password", "Passw0rd!")], "EntityNotExist.User"),
    ("CreatePolicy", &[("PolicyName", "n"), ("PolicyDocument", ALLOW_KMS)], ""),
    ("CreatePolicyVersion", &[("PolicyName", "p"), ("PolicyDocument", ALLOW_KMS)], "EntityNotExist.Policy"),
    ("CreateRole", &[("RoleName", "n"), ("AssumeRolePolicyDocument", TRUST_RDS)], ""),
    ("CreateUser", &[("UserName", "n")], ""),
    ("DeleteAccessKey", &[("UserName", "u"), ("UserAccessKeyId", "LTAIx")], "EntityNotExist.User"),
    ("DeleteLoginProfile", &[("UserName", "u")], "EntityNotExist.User"),
    ("DeleteGroup", &[("GroupName", "g")], "EntityNotExist.Group"),
    ("DeletePolicy", &[("PolicyName", "p")], "EntityNotExist.Policy"),
    ("DeletePolicyVersion", &[("PolicyName", "p"), ("VersionId", "v2")], "EntityNotExist.Policy"),
    ("DeleteRole", &[("RoleName", "r")], "EntityNotExist.Role"),
    ("DeleteUser", &[("UserName", "u")], "EntityNotExist.User"),
    (
        "DetachPolicyFromGroup",
        &[("GroupName", "g"), ("PolicyName", "p"), ("PolicyType", "Custom")],
        "EntityNotExist.Group",
    ),
    (
        "DetachPolicyFromRole",
        &[("RoleName", "r"), ("PolicyName", "p"), ("PolicyType", "Custom")],
        "EntityNotExist.Role",
    ),
    (
        "DetachPolicyFromUser",
        &[("UserName", "u"), ("PolicyName", "p"), ("PolicyType", "Custom")],
        "EntityNotExist.User",
    ),
    ("EndSessions", &[("RoleName", "r")], "EntityNotExist.Role"),
    ("EndSessions", &[("UserName", "u")], "EntityNotExist.User"),
    ("EndSessions", &[("SessionAccessKeyId", "STS.x")], ""),
    ("EndSessions", &[("Account", "true")], ""),
    ("GetAccessKeyLastUsed", &[("UserName", "u"), ("UserAccessKeyId", "LTAIx")], "EntityNotExist.User"),
    ("GetLoginProfile", &[("UserName", "u")], "EntityNotExist.User"),
    ("GetPasswordPolicy", &[], ""),
    ("GetSecurityPreference", &[], ""),
    ("GetGroup", &[("GroupName", "g")], "EntityNotExist.Group"),
    ("GetPolicy", &[("PolicyName", "p"), ("PolicyType", "Custom")], "EntityNotExist.Policy"),
    ("GetPolicy", &[("PolicyName", "Nothing"), ("PolicyType", "System")], "EntityNotExist.Policy"),
    (
        "GetPolicyVersion",
        &[("PolicyName", "p"), ("PolicyType", "Custom"), ("VersionId", "v1")],
        "EntityNotExist.Policy",
    ),
    ("GetRole", &[("RoleName", "r")], "EntityNotExist.Role"),
    ("GetUser", &[("UserName", "u")], "EntityNotExist.User"),
    ("ListAccessKeys", &[("UserName", "u")], "EntityNotExist.User"),
    ("ListEntitiesForPolicy", &[("PolicyName", "p"), ("PolicyType", "Custom")], "EntityNotExist.Policy"),
    ("ListGroups", &[], ""),
    ("ListGroupsForUser", &[("UserName", "u")], "EntityNotExist.User"),
    ("ListPolicies", &[], ""),
    ("ListPoliciesForGroup", &[("GroupName", "g")], "EntityNotExist.Group"),
    ("ListPoliciesForRole", &[("RoleName", "r")], "EntityNotExist.Role"),
    ("ListPoliciesForUser", &[("UserName", "u")], "EntityNotExist.User"),
    ("ListPolicyVersions", &[("PolicyName", "p"), ("PolicyType", "Custom")], "EntityNotExist.Policy"),
    ("ListRoles", &[], ""),
    ("ListTagResources", &[("ResourceType", "role"), ("ResourceNames", "[\"r\"]")], "EntityNotExist.Role"),
    ("ListUsers", &[], ""),
    ("ListUsersForGroup", &[("GroupName", "g")], "EntityNotExist.Group"),
    ("RemoveUserFromGroup", &[("UserName", "u"), ("GroupName", "g")], "EntityNotExist.User"),
    ("SetPasswordPolicy", &[("MinimumPasswordLength", "9")], ""),
    ("SetSecurityPreference", &[("LoginSessionDuration", "7")], ""),
    ("SetDefaultPolicyVersion", &[("PolicyName", "p"), ("VersionId", "v1")], "EntityNotExist.Policy"),
    (
        "TagResources",
        &[
            ("ResourceType", "user"),
            ("ResourceNames", "[\"u\"]"),
            ("Tag", "[{\"Key\":\"k\",\"Value\":\"v\"}]"),
        ],
        "EntityNotExist.User",
    ),
    (
        "UntagResources",
        &[("ResourceType", "policy"), ("ResourceNames", "[\"p\"]"), ("TagKeys", "[\"k\"]")],
        "EntityNotExist.Policy",
    ),
    (
        "UpdateAccessKey",
        &[("UserName", "u"), ("UserAccessKeyId", "LTAIx"), ("Status", "Inactive")],
        "EntityNotExist.User",
    ),
    ("UpdateLoginProfile", &[("UserName", "u"), ("Password", "Passw0rd!")], "EntityNotExist.User"),
    ("UpdateGroup", &[("GroupName", "g"), ("NewComments", "c")], "EntityNotExist.Group"),
    ("UpdatePolicyDescription", &[("PolicyName", "p"), ("NewDescription", "d")], "EntityNotExist.Policy"),
    ("UpdateRole", &[("RoleName", "r"), ("NewDescription", "d")], "EntityNotExist.Role"),
    ("UpdateUser", &[("UserName", "u"), ("NewUserName", "v")], "EntityNotExist.User"),
];

#[test]
fn who_may_nothing_is_refused_and_learns_nothing() {
    let world = World::new();
    let nobody = world.user("nobody", None);
    for there in [false, true] {
        if there {
            let root = world.root();
            check(&world, &root, "CreateUser", &[("UserName", "u")], rampart_testkit::done());
            check(&world, &root, "CreateGroup", &[("GroupName", "g")], rampart_testkit::done());
            let role = [("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST_RDS)];
            check(&world, &root, "CreateRole", &role, rampart_testkit::done());
            let policy = [("PolicyName", "p"), ("PolicyDocument", ALLOW_KMS)];
            check(&world, &root, "CreatePolicy", &policy, rampart_testkit::done());
        }
        for (operation, params, _) in DOORS {
            check(&world, &nobody, operation, params, refused(403, "NoPermission"));
        }
    }
}

#[test]
fn who_may_learns_that_it_is_not_there() {
    let world = World::new();
    for (operation, params, missing) in DOORS.iter().filter(|(_, _, missing)| !missing.is_empty()) {
        check(&world, &world.root(), operation, params, refused(404, missing));
    }
}

#[test]
fn a_refusal_tells_who_was_refused_what() {
    let world = World::new();
    let nobody = world.user("nobody", None);
    let told = world.call(&nobody, "ram", "GetUser", &[("UserName", "nobody")]).unwrap_err();
    assert_eq!(told.message, "You are not authorized to do this action.");
    let detail = &told.body["AccessDeniedDetail"];
    assert_eq!(
        (&detail["AuthAction"], &detail["AuthPrincipalType"], &detail["NoPermissionType"]),
        (&"ram:GetUser".into(), &"SubUser".into(), &"ImplicitDeny".into())
    );
}

#[test]
fn what_an_operation_cannot_do_without_is_asked_for() {
    let world = World::new();
    for (operation, params, code) in [
        ("CreateUser", &[][..], "MissingUserName"),
        ("GetRole", &[][..], "MissingRoleName"),
        ("DeletePolicy", &[][..], "MissingPolicyName"),
        ("CreatePolicy", &[("PolicyName", "p")][..], "MissingPolicyDocument"),
        ("GetPolicy", &[("PolicyName", "p")][..], "MissingPolicyType"),
        ("CreateRole", &[("RoleName", "r")][..], "MissingAssumeRolePolicyDocument"),
        (
            "TagResources",
            &[("ResourceType", "user"), ("Tag.1.Key", "k"), ("Tag.1.Value", "v")][..],
            "MissingResourceNames",
        ),
    ] {
        check(&world, &world.root(), operation, params, refused(400, code));
    }
}
