//! That a form is taken from our own pages alone.

use http::StatusCode;
use rampart_console::{FORMS, PAGES};

use crate::{
    browser::{HOST, World, filled, text},
    fake::Fake,
};

#[test]
fn no_form_is_taken_without_its_session_s_token() {
    let world = World::new(Fake::saying("one"));
    let mut mallory = world.signed_in();
    mallory.get("/console/");
    for form in FORMS {
        let mut alice = world.signed_in();
        alice.get("/console/");
        let hers = alice.token.clone();
        assert_ne!(hers, mallory.token);
        world.fake.called();
        let cut: String = hers.chars().skip(1).collect();
        for token in [None, Some(""), Some("guessed"), Some(mallory.token.as_str()), Some(cut.as_str())] {
            let fields: Vec<_> = token.iter().map(|token| ("csrf", *token)).collect();
            let answer = alice.post_bare(&filled(form), &fields);
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{form} with {token:?}");
        }
        // In the address it counts for nothing.
        let answer = alice.post_bare(&format!("{}?csrf={hers}", filled(form)), &[]);
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{form}");
        assert_eq!(world.fake.called(), [], "{form}");
        let answer = alice.post_bare(&filled(form), &[("csrf", hers.as_str())]);
        assert_ne!(answer.status(), StatusCode::FORBIDDEN, "{form}: its own token is taken");
    }
}

#[test]
fn no_form_is_taken_from_another_site() {
    let world = World::new(Fake::saying("one"));
    for form in FORMS.iter().chain(&["sign-in"]) {
        for (name, value, taken) in [
            ("sec-fetch-site", "cross-site", false),
            ("sec-fetch-site", "same-site", false),
            ("sec-fetch-site", "none", false),
            ("sec-fetch-site", "same-origin", true),
            ("origin", "https://evil.example", false),
            ("origin", "http://rampart.test:8470", false),
            ("origin", "https://rampart.test", false),
            ("origin", &format!("https://{HOST}"), true),
            ("origin", "null", true),
        ] {
            let mut browser = world.signed_in();
            browser.get(if *form == "sign-in" { "/console/sign-in" } else { "/console/" });
            world.fake.called();
            browser.headers = vec![(name, value.to_owned())];
            let answer = browser.post(&filled(form), &[]);
            assert_eq!(answer.status() != StatusCode::FORBIDDEN, taken, "{form}, {name}: {value}");
            if !taken {
                assert_eq!(world.fake.called(), [], "{form}, {name}: {value}");
            }
        }
    }
}

#[test]
fn every_form_of_every_page_is_a_known_one_and_bears_a_token() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let pages = PAGES.iter().map(|page| filled(page));
    let more = [
        "/console/roles/create?trusted=service",
        "/console/roles/create?trusted=account",
        "/console/role/one/grant?selected=Custom/x",
        "/console/database/one/accounts?account=one&database=one",
        "/console/simulate?action=kms:Decrypt",
    ];
    for page in pages.chain(more.map(str::to_owned)) {
        let shown = text(&browser.get(&page));
        for form in shown.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let head = form.split('>').next().unwrap();
            let action = crate::browser::attribute(head, "action=\"").unwrap();
            if head.contains("method=\"get\"") {
                assert!(!form.contains("csrf"), "{page}: a token in an address");
                continue;
            }
            assert!(head.contains("method=\"post\""), "{page}: {head}");
            assert!(form.contains("name=\"csrf\" value=\""), "{page}: {head}");
            let known = FORMS.iter().any(|form| filled(form) == action);
            assert!(known, "{page}: {action} is no form that these tests walk");
        }
    }
}

#[test]
fn a_form_that_is_none_is_refused() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let large = format!("csrf={}&document={}", browser.token, "a".repeat(200_000));
    let answer = browser.send("POST", "/console/policies/create", Some(large.into_bytes()));
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    browser.headers = vec![("content-type", "application/json".to_owned())];
    assert_eq!(browser.post("/console/keys/create", &[]).status(), StatusCode::PAYLOAD_TOO_LARGE);
    browser.headers.clear();
    assert_eq!(browser.send("PUT", "/console/keys", None).status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[test]
fn nothing_changes_by_looking() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.called();
    for path in PAGES.iter().chain(FORMS) {
        browser.get(&filled(path));
        browser.send("HEAD", &filled(path), None);
    }
    assert_eq!(world.fake.changed(), []);
}
