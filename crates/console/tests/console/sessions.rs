//! A session's life: from a fresh id to its end.

use http::StatusCode;
use rampart_console::{Known, Response, limits};

use crate::{
    browser::{ACCOUNT, World, location, text},
    fake::{Fake, PASSWORD},
};

const COOKIE: &str = "__Host-rampart";

fn world() -> World {
    World::new(Fake::saying("one"))
}

#[test]
fn an_id_that_somebody_planted_is_never_taken_over() {
    let world = world();
    let mut alice = world.browser();
    let planted = "a".repeat(64);
    alice.cookies.insert(COOKIE.to_owned(), planted.clone());
    let answer = alice.sign_in(ACCOUNT, PASSWORD, "");
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_ne!(alice.cookies[COOKIE], planted);
    let mut mallory = world.browser();
    mallory.cookies.insert(COOKIE.to_owned(), planted);
    assert_eq!(location(&mallory.get("/console/")), "/console/sign-in");
}

#[test]
fn signing_in_again_ends_the_session_of_before() {
    let world = world();
    let mut alice = world.signed_in();
    let before = alice.cookies[COOKIE].clone();
    alice.sign_in(ACCOUNT, PASSWORD, "");
    assert_ne!(alice.cookies[COOKIE], before);
    assert_eq!(world.fake.ended(), ["STS.one"]);
    let mut thief = world.browser();
    thief.cookies.insert(COOKIE.to_owned(), before);
    assert_eq!(location(&thief.get("/console/")), "/console/sign-in");
    assert_eq!(alice.get("/console/").status(), StatusCode::OK);
}

#[test]
fn a_session_is_over_after_signing_out() {
    let world = world();
    let mut alice = world.signed_in();
    let id = alice.cookies[COOKIE].clone();
    alice.get("/console/");
    assert_eq!(location(&alice.post("/console/sign-out", &[])), "/console/sign-in");
    assert!(!alice.cookies.contains_key(COOKIE));
    // Its credentials end behind the console too, by a call that no operation takes.
    assert_eq!(world.fake.ended(), ["STS.one"]);
    assert_eq!(world.fake.changed(), []);
    alice.cookies.insert(COOKIE.to_owned(), id);
    assert_eq!(location(&alice.get("/console/")), "/console/sign-in");
}

#[test]
fn a_sign_out_that_leaves_credentials_alive_says_so_and_until_when() {
    let world = world();
    let mut alice = world.signed_in();
    let id = alice.cookies[COOKIE].clone();
    world.fake.ends_nothing();
    let answer = alice.post("/console/sign-out", &[]);
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let page = text(&answer);
    for told in ["could not end the session", "until 9999-12-30T22:00:00Z", "EndSessions", "STS.one"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    // Here it is over all the same.
    assert!(!alice.cookies.contains_key(COOKIE));
    alice.cookies.insert(COOKIE.to_owned(), id);
    assert_eq!(location(&alice.get("/console/")), "/console/sign-in");
}

#[test]
fn nobody_is_signed_out_by_a_form_that_is_not_from_here() {
    let world = world();
    let mut alice = world.signed_in();
    for token in ["", "guessed"] {
        assert_eq!(alice.post_bare("/console/sign-out", &[("csrf", token)]).status(), StatusCode::FORBIDDEN);
    }
    // An id that is nobody's ends nobody's credentials.
    let mut mallory = world.browser();
    mallory.cookies.insert(COOKIE.to_owned(), "a".repeat(64));
    mallory.post_bare("/console/sign-out", &[]);
    mallory.sign_in(ACCOUNT, "wrong", "");
    assert_eq!(world.fake.ended(), [""; 0]);
    assert_eq!(alice.get("/console/").status(), StatusCode::OK);
}

#[test]
fn only_who_is_signed_in_counts_as_known() {
    let world = world();
    let known = |answer: &Response| answer.extensions().get::<Known>().is_some();
    let mut alice = world.browser();
    assert!(!known(&alice.get("/console/sign-in")));
    assert!(!known(&alice.sign_in(ACCOUNT, "wrong", "")));
    assert!(known(&alice.sign_in(ACCOUNT, PASSWORD, "")));
    for page in ["/console/", "/console/policies", "/console/nowhere", "/console/live/databases"] {
        assert!(known(&alice.get(page)), "{page}");
        assert!(!known(&world.browser().get(page)), "{page}");
    }
    // Nor a form without its token, nor whose credentials have ended.
    assert!(!known(&alice.post_bare("/console/keys/create", &[])));
    world.fake.refuses("ListPolicies", 403, "InvalidSecurityToken.Expired");
    assert!(!known(&alice.get("/console/policies")));
    assert!(!known(&alice.get("/console/")));
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_when_it_is_old() {
    let world = world();
    let mut alice = world.signed_in();
    let idle = limits::SESSION_IDLE_SECONDS;
    world.clock.advance_ms((idle - 1) * 1000);
    assert_eq!(alice.get("/console/").status(), StatusCode::OK);
    world.clock.advance_ms(idle * 1000);
    assert_eq!(location(&alice.get("/console/policies")), "/console/sign-in?next=%2Fconsole%2Fpolicies");

    let mut alice = world.signed_in();
    for _ in 0..limits::SESSION_SECONDS_MAX / 60 - 1 {
        world.clock.advance_ms(60_000);
        assert_eq!(alice.get("/console/").status(), StatusCode::OK);
    }
    world.clock.advance_ms(60_000);
    assert_eq!(location(&alice.get("/console/")), "/console/sign-in");
}

#[test]
fn a_session_whose_holder_is_gone_ends_at_the_next_page() {
    for code in
        ["InvalidSecurityToken.Expired", "InvalidSecurityToken.Malformed", "InvalidAccessKeyId.NotFound"]
    {
        let world = world();
        let mut alice = world.signed_in();
        let id = alice.cookies[COOKIE].clone();
        world.fake.refuses("ListPolicies", 403, code);
        assert_eq!(location(&alice.get("/console/policies")), "/console/sign-in?next=%2Fconsole%2Fpolicies");
        alice.cookies.insert(COOKIE.to_owned(), id);
        assert_eq!(location(&alice.get("/console/sign-out")), "/console/sign-in", "{code}");
    }
}

#[test]
fn cookies_are_read_by_no_script_sent_from_no_other_site_and_bound_to_tls() {
    let world = world();
    for (secure, address, name) in [(true, "192.0.2.1", COOKIE), (false, "127.0.0.1", "rampart")] {
        let mut browser = world.browser();
        (browser.secure, browser.address) = (secure, address.parse().unwrap());
        let answer = browser.sign_in(ACCOUNT, PASSWORD, "");
        let all: Vec<_> =
            answer.headers().get_all("set-cookie").iter().map(|set| set.to_str().unwrap()).collect();
        let set = all.iter().find(|set| set.starts_with(&format!("{name}="))).unwrap();
        let attributes: Vec<_> = set.split("; ").skip(1).collect();
        for wanted in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(attributes.contains(&wanted), "{set}");
        }
        assert_eq!(attributes.contains(&"Secure"), secure, "{set}");
        assert!(!attributes.iter().any(|one| one.starts_with("Domain")), "{set}");
        assert_eq!(browser.cookies[name].len(), 64, "256 bits");
    }
    // By TLS a session that was begun in the clear counts for nothing, nor the other way round.
    let mut browser = world.signed_in();
    let id = browser.cookies[COOKIE].clone();
    (browser.secure, browser.address) = (false, "127.0.0.1".parse().unwrap());
    browser.cookies.insert("rampart".to_owned(), id);
    assert_eq!(location(&browser.get("/console/")), "/console/sign-in");
}

#[test]
fn a_script_that_asks_for_a_part_is_told_and_the_page_is_left_as_it_is() {
    let world = world();
    let mut browser = world.browser();
    browser.headers = vec![("hx-request", "true".to_owned())];
    for answer in [browser.get("/console/policies"), browser.post_bare("/console/policies/check", &[])] {
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert!(!answer.headers().keys().any(|name| name.as_str().starts_with("hx-")), "{answer:?}");
        assert_eq!(location(&answer), "");
        assert_eq!(text(&answer), "");
    }
}

#[test]
fn two_tabs_share_a_session_and_do_no_harm() {
    let world = world();
    let mut browser = world.signed_in();
    browser.get("/console/keys/create");
    let token = browser.token.clone();
    browser.get("/console/roles/create?trusted=account");
    assert_eq!(browser.token, token);
    let answer = browser.post_bare("/console/keys/create", &[("csrf", token.as_str())]);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}
