//! Texts that want to be more than texts, through every list and page.

use http::StatusCode;
use rampart_console::{FORMS, PAGES};

use crate::{
    browser::{ACCOUNT, World, filled, text},
    fake::Fake,
};

/// Ends an attribute of either kind, an element, a text area and a title.
const HOSTILE: &str =
    "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}";

fn check(page: &str, shown: &str) {
    for piece in ["<script>alert", "<img src=x", "</textarea></title>", "\"'>", "> {{ 49 }}"] {
        assert!(!shown.contains(piece), "{page} lets {piece} through");
    }
}

#[test]
fn stored_texts_stay_texts_on_every_page() {
    let world = World::new(Fake::saying(HOSTILE));
    let mut browser = world.signed_in();
    let mut seen = 0;
    for page in PAGES {
        let answer = browser.get(&filled(page));
        assert_eq!(answer.status(), StatusCode::OK, "{page}");
        let shown = text(&answer);
        check(page, &shown);
        seen += usize::from(shown.contains("&#60;script&#62;alert"));
    }
    assert_eq!(seen, PAGES.len(), "the text is on every page, if only as the name of who is signed in");
}

#[test]
fn texts_that_were_sent_stay_texts_in_the_answer() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for page in PAGES {
        let encoded: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
        let names = [
            "q",
            "type",
            "told",
            "lacks",
            "version",
            "key",
            "trusted",
            "selected",
            "add",
            "remove",
            "next",
            "account",
            "database",
            "principal",
            "action",
            "resource",
            "conditions",
            "from",
            "to",
            "value",
            "token",
            "at",
            "show",
        ];
        let query: Vec<_> = names.iter().map(|name| format!("{name}={encoded}")).collect();
        check(page, &text(&browser.get(&format!("{}?{}", filled(page), query.join("&")))));
        let query = format!("selected=Custom/{encoded}&add=System/{encoded}");
        check(page, &text(&browser.get(&format!("{}?{query}", filled(page)))));
    }
    let fields = [
        "name",
        "description",
        "document",
        "note",
        "other",
        "service",
        "typed",
        "key",
        "value",
        "alias",
        "display",
        "comments",
        "engine",
        "storage",
        "networks",
        "token",
        "account",
        "database",
        "privilege",
        "message",
        "password",
        "set",
        "type",
    ];
    for step in [
        "",
        "name",
        "create",
        "edit",
        "tag",
        "untag",
        "schedule",
        "delete",
        "rotate",
        "create-account",
        "grant",
        "create-database",
        "delete-account",
        "delete-database",
    ] {
        for form in FORMS.iter().filter(|form| **form != "sign-out") {
            browser.get("/console/");
            let mut sent: Vec<_> = fields.iter().map(|name| (*name, HOSTILE)).collect();
            sent.extend([("step", step), ("do", step), ("trusted", "account"), ("selected", "Custom/x")]);
            check(form, &text(&browser.post(&filled(form), &sent)));
        }
    }
    check("sign-in", &text(&browser.sign_in(HOSTILE, "wrong", HOSTILE)));
    check("sign-in", &text(&browser.get("/console/sign-in?next=%22%3E%3Cscript%3Ealert(1)")));
}

#[test]
fn what_the_server_refuses_is_shown_as_text() {
    let world = World::new(Fake::saying(HOSTILE));
    let mut browser = world.signed_in();
    let asked = [
        "ListPolicies",
        "ListRoles",
        "ListUsers",
        "ListKeys",
        "DescribeDBInstances",
        "GetPolicy",
        "GetRole",
        "GetUser",
        "DescribeKey",
        "DescribeDBInstanceAttribute",
        "DescribeAccounts",
        "DescribeDatabases",
        "CreatePolicy",
        "CreateRole",
        "CreateKey",
        "CreateUser",
        "CreateDBInstance",
    ];
    for operation in asked {
        world.fake.refuses(operation, 403, HOSTILE);
    }
    for page in PAGES {
        check(page, &text(&browser.get(&filled(page))));
    }
    for form in FORMS.iter().filter(|form| **form != "sign-out") {
        let fields = [
            ("name", "n"),
            ("trusted", "account"),
            ("engine", "mariadb"),
            ("do", "enable"),
            ("document", POLICY),
            ("step", "create"),
        ];
        check(form, &text(&browser.post(&filled(form), &fields)));
    }
}

const POLICY: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}"#;

#[test]
fn names_in_paths_reach_the_api_as_they_are_and_lead_nowhere_else() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for (path, operation, value) in [
        ("/console/role/a%2Fb", "GetRole", "a/b"),
        ("/console/role/%3Cb%3E", "GetRole", "<b>"),
        ("/console/user/a%20b%26c%3Dd", "GetUser", "a b&c=d"),
    ] {
        world.fake.called();
        assert_eq!(browser.get(path).status(), StatusCode::OK, "{path}");
        let called = world.fake.called();
        let found = called.iter().find(|(name, _)| name == operation).unwrap();
        assert!(found.1.iter().any(|(_, sent)| sent == value), "{path}: {found:?}");
    }
    for path in ["/console/role/%FF", "/console/role/%2E%2E", "/console/role//x", "/console/roles/create/x"] {
        assert_eq!(browser.get(path).status(), StatusCode::NOT_FOUND, "{path}");
    }
    let _ = ACCOUNT;
}
