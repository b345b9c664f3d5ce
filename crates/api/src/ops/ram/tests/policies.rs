use rampart_testkit::{World, done, refused};

use super::{ALLOW_KMS, check, names};

#[test]
fn a_policy_comes_back_as_it_was_given() {
    let world = World::new();
    let root = world.root();
    let params = [("PolicyName", "Keys"), ("PolicyDocument", ALLOW_KMS), ("Description", "all keys")];
    let made = check(&world, &root, "CreatePolicy", &params, done());
    assert_eq!(
        (&made["Policy"]["PolicyType"], &made["Policy"]["DefaultVersion"]),
        (&"Custom".into(), &"v1".into())
    );
    check(&world, &root, "CreatePolicy", &params, refused(409, "EntityAlreadyExists.Policy"));
    let named = [("PolicyName", "Keys"), ("PolicyType", "Custom")];
    let shown = check(&world, &root, "GetPolicy", &named, done());
    assert_eq!(shown["DefaultPolicyVersion"]["PolicyDocument"], ALLOW_KMS);
    assert_eq!(shown["DefaultPolicyVersion"]["IsDefaultVersion"], true);
    assert_eq!(
        (&shown["Policy"]["AttachmentCount"], &shown["Policy"]["Description"]),
        (&0.into(), &"all keys".into())
    );
    let described = [("PolicyName", "Keys"), ("NewDescription", "every key")];
    let changed = check(&world, &root, "UpdatePolicyDescription", &described, done());
    assert_eq!(changed["Policy"]["Description"], "every key");
    check(&world, &root, "DeletePolicy", &[("PolicyName", "Keys")], done());
    check(&world, &root, "GetPolicy", &named, refused(404, "EntityNotExist.Policy"));
}

#[test]
fn a_document_that_is_no_policy_is_refused_in_the_vendors_words() {
    let world = World::new();
    let root = world.root();
    for (document, code, text) in [
        (
            r#"{"Version":"1","Statement":[{"Effect":"Allow","Resource":"*"}]}"#,
            "MalformedPolicyDocument",
            "Add an Action or NotAction element to the policy statement.",
        ),
        ("{", "MalformedPolicyDocument", "The policy document is invalid."),
        (
            &" ".repeat(6145),
            "InvalidParameter.PolicyDocument.Length",
            "The parameter - \"PolicyDocument\" beyond the length limit.",
        ),
    ] {
        let params = [("PolicyName", "p"), ("PolicyDocument", document)];
        let told = world.call(&root, "ram", "CreatePolicy", &params).unwrap_err();
        assert_eq!((told.status, told.code.as_str()), (400, code));
        assert!(told.message.starts_with(text), "{}", told.message);
    }
    let long = "p".repeat(129);
    for (name, code) in [
        ("a.b", "InvalidParameter.PolicyName.InvalidChars"),
        (long.as_str(), "InvalidParameter.PolicyName.Length"),
    ] {
        let params = [("PolicyName", name), ("PolicyDocument", ALLOW_KMS)];
        check(&world, &root, "CreatePolicy", &params, refused(400, code));
    }
}

#[test]
fn versions_come_and_go() {
    let world = World::new();
    let root = world.root();
    let p = ("PolicyName", "p");
    check(&world, &root, "CreatePolicy", &[p, ("PolicyDocument", ALLOW_KMS)], done());
    let more = [p, ("PolicyDocument", ALLOW_KMS)];
    for wanted in ["v2", "v3", "v4", "v5"] {
        let made = check(&world, &root, "CreatePolicyVersion", &more, done());
        assert_eq!(
            (&made["PolicyVersion"]["VersionId"], &made["PolicyVersion"]["IsDefaultVersion"]),
            (&wanted.into(), &false.into())
        );
    }
    check(&world, &root, "CreatePolicyVersion", &more, refused(409, "LimitExceeded.Policy.Version"));
    let rotate = ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded");
    let rotated = [more[0], more[1], rotate, ("SetAsDefault", "True")];
    let made = check(&world, &root, "CreatePolicyVersion", &rotated, done());
    assert_eq!(made["PolicyVersion"]["IsDefaultVersion"], true);
    let listed = check(&world, &root, "ListPolicyVersions", &[p, ("PolicyType", "Custom")], done());
    assert_eq!(
        names(&listed["PolicyVersions"]["PolicyVersion"], "VersionId"),
        ["v6", "v5", "v4", "v3", "v1"]
    );
    for (operation, version, expected) in [
        ("DeletePolicyVersion", "v6", refused(409, "DeleteConflict.Policy.Version.Default")),
        ("DeletePolicyVersion", "v2", refused(404, "EntityNotExist.Policy.Version")),
        ("DeletePolicyVersion", "2", refused(400, "InvalidParameter.VersionId.Format")),
        ("SetDefaultPolicyVersion", "v2", refused(404, "EntityNotExist.Policy.Version")),
        ("SetDefaultPolicyVersion", "v1", done()),
        ("DeletePolicyVersion", "v6", done()),
    ] {
        check(&world, &root, operation, &[p, ("VersionId", version)], expected);
    }
    let one = [p, ("PolicyType", "Custom"), ("VersionId", "v1")];
    let shown = check(&world, &root, "GetPolicyVersion", &one, done());
    assert_eq!(shown["PolicyVersion"]["IsDefaultVersion"], true);
    check(&world, &root, "DeletePolicy", &[p], refused(409, "DeleteConflict.Policy.Version"));
    check(&world, &root, "DeletePolicy", &[p, ("CascadingDelete", "true")], done());
    let wrong = [more[0], more[1], ("RotateStrategy", "Sometimes")];
    check(&world, &root, "CreatePolicyVersion", &wrong, refused(400, "InvalidParameter.RotateStrategy"));
}

#[test]
fn policies_are_listed_by_kind() {
    let world = World::new();
    let root = world.root();
    check(&world, &root, "CreatePolicy", &[("PolicyName", "p"), ("PolicyDocument", ALLOW_KMS)], done());
    let listed = |kind: &[(&str, &str)]| {
        let answer = check(&world, &root, "ListPolicies", kind, done());
        names(&answer["Policies"]["Policy"], "PolicyName")
    };
    assert_eq!(listed(&[("PolicyType", "Custom")]), ["p"]);
    assert!(listed(&[("PolicyType", "System")]).contains(&"AdministratorAccess".to_owned()));
    assert_eq!(listed(&[]).len(), 1 + listed(&[("PolicyType", "System")]).len());
    check(
        &world,
        &root,
        "ListPolicies",
        &[("PolicyType", "custom")],
        refused(400, "InvalidParameter.PolicyType"),
    );
}
