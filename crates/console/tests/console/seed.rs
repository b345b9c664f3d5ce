//! The vendor's page "Authorize RDS to access KMS", without a script: each click is a request.

use http::StatusCode;

use crate::{
    browser::{World, location, text},
    fake::Fake,
};

const DOCUMENT: &str = rampart_vocab::authorize_rds::DOCUMENT;
const POLICY: &str = "AliyunRDSInstanceEncryptionRolePolicy";
const ROLE: &str = "AliyunRDSInstanceEncryptionDefaultRole";

fn pairs<'a>(called: &'a [(String, String)], name: &str) -> &'a str {
    called.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

#[test]
fn a_policy_is_created_by_ok_and_ok() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    assert!(text(&browser.get("/console/policies")).contains(">Create Policy</a>"));
    let opened = text(&browser.get("/console/policies/create"));
    assert!(opened.contains(">JSON</button>") && opened.contains("&#34;Statement&#34;: ["), "{opened}");
    world.fake.called();

    // As browsers send a text area.
    let sent = DOCUMENT.replace('\n', "\r\n");
    let dialog = text(&browser.post("/console/policies/create", &[("document", &sent), ("step", "name")]));
    assert!(dialog.contains("<dialog open") && dialog.contains(">Name</label>"), "{dialog}");
    assert!(dialog.contains(">Description</label>"));
    assert_eq!(world.fake.changed(), [], "nothing is made before the dialog's OK");

    let fields = [
        ("document", sent.as_str()),
        ("step", "create"),
        ("name", POLICY),
        ("description", "Authorize RDS to access KMS"),
    ];
    let answer = browser.post("/console/policies/create", &fields);
    assert_eq!(location(&answer), format!("/console/policies/Custom/{POLICY}?told=created"));
    let changed = world.fake.changed();
    let [(operation, params)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(operation, "CreatePolicy");
    assert_eq!(pairs(params, "PolicyName"), POLICY);
    assert_eq!(pairs(params, "PolicyDocument"), DOCUMENT);
    assert_eq!(pairs(params, "Description"), "Authorize RDS to access KMS");
}

#[test]
fn a_malformed_policy_is_never_saved_and_its_fault_is_placed() {
    for (document, line, column) in [
        ("{\n  \"Version\": \"1\",\n  \"Statement\": [\n", 4, 1),
        ("{\r\n  \"Version\": \"2\",\r\n  \"Statement\": []\r\n}", 2, 14),
        ("", 1, 1),
    ] {
        for step in ["name", "create"] {
            let world = World::new(Fake::saying("one"));
            let mut browser = world.signed_in();
            world.fake.called();
            let fields = [("document", document), ("step", step), ("name", "p")];
            let answer = browser.post("/console/policies/create", &fields);
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{document}");
            let shown = text(&answer);
            assert!(shown.contains(&format!("line {line}, column {column}")), "{document}: {shown}");
            assert!(shown.contains(&format!("data-fault-line=\"{line}\" data-fault-column=\"{column}\"")));
            assert!(!shown.contains("<dialog"));
            assert_eq!(world.fake.changed(), [], "{document}");
            let answer = browser.post("/console/policies/Custom/p/edit", &fields);
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{document}");
            assert_eq!(world.fake.changed(), [], "{document}");
        }
    }
}

#[test]
fn a_policy_is_imported_in_the_template_s_place() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let version = serde_json::json!({"PolicyDocument": r#"{"Version":"1","Statement":[]}"#});
    world.fake.answers("GetPolicy", 200, serde_json::json!({"DefaultPolicyVersion": version}));
    assert!(text(&browser.get("/console/policies/create")).contains("<option>Custom/one</option>"));
    let shown = text(&browser.get("/console/policies/create?from=Custom%2Fone"));
    assert!(shown.contains("{\n  &#34;Version&#34;: &#34;1&#34;,\n  &#34;Statement&#34;: []\n}"), "{shown}");
    world.fake.refuses("GetPolicy", 404, "EntityNotExist.Policy");
    let shown = text(&browser.get("/console/policies/create?from=Custom%2Fgone"));
    assert!(
        shown.contains("It is not there any more") && shown.contains("&#34;Statement&#34;: ["),
        "{shown}"
    );
}

#[test]
fn findings_come_as_one_types() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.called();
    let found = text(&browser.post("/console/policies/check", &[("document", "{}")]));
    assert!(found.starts_with("<ul class=\"found\"") && found.contains("data-kind=\"error\""), "{found}");
    let found = text(&browser.post("/console/policies/check", &[("document", DOCUMENT)]));
    assert!(!found.contains("data-kind=\"error\""), "{found}");
    assert_eq!(world.fake.called(), [], "it is checked here");
}

#[test]
fn a_role_is_created_and_granted_the_policy() {
    let world = World::new(Fake::saying(POLICY));
    let mut browser = world.signed_in();
    assert!(text(&browser.get("/console/roles")).contains(">Create Role</a>"));
    let first = text(&browser.get("/console/roles/create"));
    assert!(first.contains("Alibaba Cloud Service ") && first.contains(">Next</button>"));
    let second = text(&browser.get("/console/roles/create?trusted=service"));
    for word in [
        "Role Type",
        "Normal Service Role",
        "RAM Role Name",
        "Note",
        "Select Trusted Service",
        ">RDS</option>",
        ">OK</button>",
    ] {
        assert!(second.contains(word), "{word}");
    }
    world.fake.called();
    let fields = [
        ("trusted", "service"),
        ("type", "normal"),
        ("name", ROLE),
        ("note", "for RDS"),
        ("service", "rds.aliyuncs.com"),
    ];
    let answer = browser.post("/console/roles/create", &fields);
    assert_eq!(location(&answer), format!("/console/role/{ROLE}/created"));
    let changed = world.fake.changed();
    let [(operation, params)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(operation, "CreateRole");
    assert_eq!(pairs(params, "RoleName"), ROLE);
    let trust: serde_json::Value = serde_json::from_str(pairs(params, "AssumeRolePolicyDocument")).unwrap();
    assert_eq!(trust["Statement"][0]["Principal"]["Service"][0], "rds.aliyuncs.com");
    assert_eq!(trust["Statement"][0]["Action"], "sts:AssumeRole");

    let created = text(&browser.get(&format!("/console/role/{ROLE}/created")));
    assert!(created.contains("The Role has been created"));
    assert!(created.contains(">Add Permissions to RAM Role</a>"));

    world.fake.answers("ListPoliciesForRole", 200, serde_json::json!({}));
    let panel = text(&browser.get(&format!("/console/role/{ROLE}/grant")));
    assert!(panel.contains("Selected Policy (0)") && panel.contains(&format!("value=\"Custom/{POLICY}\"")));
    let picked = text(&browser.get(&format!("/console/role/{ROLE}/grant?add=Custom%2F{POLICY}")));
    assert!(picked.contains("Selected Policy (1)") && picked.contains(">Grant permissions</button>"));
    let removed = text(
        &browser
            .get(&format!("/console/role/{ROLE}/grant?selected=Custom%2F{POLICY}&remove=Custom%2F{POLICY}")),
    );
    assert!(removed.contains("Selected Policy (0)"));
    world.fake.called();
    let value = format!("Custom/{POLICY}");
    let answer = browser.post(&format!("/console/role/{ROLE}/grant"), &[("selected", &value)]);
    assert_eq!(location(&answer), format!("/console/role/{ROLE}?told=granted"));
    let changed = world.fake.changed();
    let [(operation, params)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(operation, "AttachPolicyToRole");
    assert_eq!((pairs(params, "PolicyType"), pairs(params, "PolicyName")), ("Custom", POLICY));
    assert_eq!(pairs(params, "RoleName"), ROLE);
}

#[test]
fn the_second_way_reaches_the_same_panel() {
    let world = World::new(Fake::saying(ROLE));
    let mut browser = world.signed_in();
    let list = text(&browser.get("/console/roles"));
    assert!(
        list.contains(&format!("href=\"/console/role/{ROLE}/grant\""))
            && list.contains(">Grant Permission</a>")
    );
}

#[test]
fn one_button_authorises_rds_and_finds_what_is_there() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    assert!(text(&browser.get("/console/databases")).contains("RDS is not yet authorized"));
    let shown = text(&browser.get("/console/databases/authorize"));
    assert!(shown.contains(POLICY) && shown.contains(ROLE) && shown.contains("rds.aliyuncs.com"));
    for there in [false, true] {
        if there {
            world.fake.refuses("CreatePolicy", 409, "EntityAlreadyExists.Policy");
            world.fake.refuses("CreateRole", 409, "EntityAlreadyExists.Role");
            world.fake.refuses("AttachPolicyToRole", 409, "EntityAlreadyExists.Role.Policy");
        }
        world.fake.called();
        let answer = browser.post("/console/databases/authorize", &[]);
        assert_eq!(location(&answer), "/console/databases?told=authorized");
        let made: Vec<_> = world.fake.changed().into_iter().map(|(operation, _)| operation).collect();
        assert_eq!(made, ["CreatePolicy", "CreateRole", "AttachPolicyToRole"]);
    }
}

#[test]
fn what_destroys_asks_for_the_name() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for (path, fields) in [
        ("/console/policies/Custom/one/delete", &[][..]),
        ("/console/role/one/delete", &[]),
        ("/console/user/one/delete", &[]),
        ("/console/group/one/delete", &[]),
        ("/console/key/one/change", &[("do", "schedule"), ("days", "7")]),
        ("/console/database/one/change", &[("do", "delete")]),
    ] {
        for typed in ["", "two"] {
            world.fake.called();
            let answer = browser.post(path, &[fields, &[("typed", typed)]].concat());
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_eq!(world.fake.changed(), [], "{path}");
        }
        let answer = browser.post(path, &[fields, &[("typed", "one")]].concat());
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        assert_ne!(world.fake.changed(), [], "{path}");
    }
}
