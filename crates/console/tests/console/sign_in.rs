//! The door: who is let in, how often it may be tried, and where one is sent on to.

use http::StatusCode;
use rampart_console::limits;

use crate::{
    browser::{ACCOUNT, World, location, text},
    fake::{Fake, PASSWORD},
};

/// By what a browser is known in which somebody signed in.
const KNOWN: &str = "__Host-rampart-known";

fn world() -> World {
    World::new(Fake::saying("one"))
}

#[test]
fn who_is_not_signed_in_sees_nothing_and_calls_nothing() {
    let world = world();
    let mut stranger = world.browser();
    for page in rampart_console::PAGES {
        let answer = stranger.get(&crate::browser::filled(page));
        assert!(location(&answer).starts_with("/console/sign-in"), "{page}");
    }
    for form in rampart_console::FORMS {
        let answer = stranger.post_bare(&crate::browser::filled(form), &[]);
        let to = location(&answer);
        assert!(
            to == "/console/sign-in" || to.starts_with("/console/sign-in?next=%2Fconsole%2F"),
            "{form}: {to}"
        );
    }
    assert_eq!(world.fake.called(), []);
}

#[test]
fn one_is_sent_on_to_our_own_pages_and_nowhere_else() {
    for (next, to) in [
        ("/console/policies", "/console/policies"),
        ("/console/role/x/grant", "/console/role/x/grant"),
        ("/console/users?q=al%20ice&x=%26", "/console/users?q=al+ice&x=%26"),
        ("/console/?x=//evil.example", "/console/?x=%2F%2Fevil.example"),
        ("/console/policies?x\r\nSet-Cookie: x=y", "/console/policies?x%0D%0ASet-Cookie%3A+x=y"),
        ("?https://evil.example", "/console/"),
        ("https://evil.example/", "/console/"),
        ("//evil.example/console/policies", "/console/"),
        ("/console/\\evil.example", "/console/"),
        ("/console/policies\r\nSet-Cookie: x=y", "/console/"),
        ("/console/sign-out", "/console/"),
        ("/console/static/0/console.js", "/console/"),
        ("", "/console/"),
    ] {
        let world = world();
        assert_eq!(location(&world.browser().sign_in(ACCOUNT, PASSWORD, next)), to, "{next}");
    }
}

#[test]
fn one_is_sent_back_to_where_he_was_also_from_a_form() {
    let world = world();
    let next = |to: &str| {
        let (_, next) = to.split_once("?next=")?;
        form_urlencoded::parse(next.as_bytes()).next().map(|(next, _)| next.into_owned())
    };
    let long = format!("/console/users?q={}", "x".repeat(limits::NEXT_QUERY_BYTES_MAX));
    for (method, target, page) in [
        ("GET", "/console/users?q=a%20b", Some("/console/users?q=a+b")),
        ("GET", &long, Some("/console/users")),
        ("GET", "/console/nowhere", None),
        ("POST", "/console/policies/Custom/a.b/edit", Some("/console/policies/Custom/a.b/edit")),
        ("POST", "/console/policies/Custom/one/default", Some("/console/policies/Custom/one")),
        ("POST", "/console/policies/create?x=1", Some("/console/policies/create")),
        ("POST", "/console/user/one/keys/create", Some("/console/user/one")),
        ("POST", "/console/role/one/grant", Some("/console/role/one/grant")),
        ("POST", "/console/database/one/accounts", Some("/console/database/one/accounts")),
        ("POST", "/console/sign-out", None),
        ("POST", "/console/nowhere", None),
    ] {
        let mut stranger = world.browser();
        let body = (method == "POST").then(Vec::new);
        let answer = stranger.send(method, target, body);
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{target}");
        assert_eq!(next(location(&answer)).as_deref(), page, "{method} {target}");
        stranger.get(location(&answer));
        let door = [("name", ACCOUNT), ("password", PASSWORD), ("next", page.unwrap_or_default())];
        let there = stranger.post("/console/sign-in", &door);
        assert_eq!(location(&there), page.unwrap_or("/console/"), "{target}");
    }
}

#[test]
fn a_user_s_tries_are_counted_together_however_he_is_written() {
    let world = world();
    let mut mallory = world.browser();
    let written = ["bob", "bob@1234567890123456", " BOB@1234567890123456.onaliyun.com"];
    let tries = usize::try_from(limits::TRIES_PER_NAME_AND_ADDRESS).unwrap();
    for name in written.iter().cycle().take(tries) {
        assert_eq!(mallory.sign_in(name, "wrong", "").status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    for name in written {
        assert_eq!(mallory.sign_in(name, "wrong", "").status(), StatusCode::TOO_MANY_REQUESTS, "{name}");
    }
}

#[test]
fn a_wrong_name_and_a_wrong_password_are_told_in_the_same_words() {
    let world = world();
    let said = |name: &str, password: &str| {
        let mut browser = world.browser();
        let answer = browser.sign_in(name, password, "");
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!browser.cookies.contains_key("__Host-rampart"));
        let page = text(&answer).replace(name, "NAME");
        // All but the token, which is another each time.
        page.lines().filter(|line| !line.contains("csrf")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(said(ACCOUNT, "wrong"), said("somebody", "wrong"));
    assert!(said(ACCOUNT, "wrong").contains("The name or the password is not right."));
}

#[test]
fn passwords_are_tried_a_few_times_and_then_slowly() {
    let world = world();
    let mut mallory = world.browser();
    for _ in 0..limits::TRIES_PER_NAME_AND_ADDRESS {
        assert_eq!(mallory.sign_in(ACCOUNT, "wrong", "").status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    // The right one is not even looked at.
    let answer = mallory.sign_in(ACCOUNT, PASSWORD, "");
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: i64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=limits::SECONDS_PER_TRY_OF_NAME_AND_ADDRESS).contains(&wait));
    // New cookies are no new visitor.
    mallory.cookies.clear();
    assert_eq!(mallory.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::TOO_MANY_REQUESTS);
    let mut alice = world.browser();
    alice.address = "198.51.100.7".parse().unwrap();
    assert_eq!(alice.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
    world.clock.advance_ms(wait * 1000);
    assert_eq!(mallory.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
}

#[test]
fn strangers_lock_nobody_out_of_where_he_signs_in() {
    let world = world();
    let mut alice = world.browser();
    assert_eq!(alice.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
    for number in 0..2 * limits::TRIES_PER_NAME {
        let mut mallory = world.browser();
        mallory.address = format!("203.0.113.{number}").parse().unwrap();
        mallory.sign_in(ACCOUNT, "wrong", "");
    }
    let mut elsewhere = world.browser();
    elsewhere.address = "198.51.100.7".parse().unwrap();
    assert_eq!(elsewhere.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(alice.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
}

/// What is tried from one address until it is held up, and then some.
fn guess_until_held_up(world: &World, address: &str) {
    for number in 0..3 * limits::TRIES_PER_ADDRESS {
        let mut mallory = world.browser();
        mallory.address = address.parse().unwrap();
        let name = if number % 2 == 0 { ACCOUNT.to_owned() } else { format!("user{number}") };
        mallory.sign_in(&name, "wrong", "");
    }
}

#[test]
fn a_browser_that_is_known_gets_in_beside_strangers_at_its_address_also_after_a_restart() {
    let world = world();
    let mut alice = world.browser();
    assert_eq!(alice.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
    let cookies = alice.cookies.clone();
    guess_until_held_up(&world, "192.0.2.1");
    // The address is hers as well.
    assert_eq!(world.browser().sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(alice.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
    let world = world.restarted();
    guess_until_held_up(&world, "192.0.2.1");
    let mut alice = world.browser();
    alice.cookies = cookies.clone();
    assert_eq!(alice.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::SEE_OTHER);
    // It lets nobody in, is no other name's, and is worth a few tries.
    let mut thief = world.browser();
    thief.cookies.insert(KNOWN.to_owned(), cookies[KNOWN].clone());
    assert_eq!(location(&thief.get("/console/")), "/console/sign-in");
    assert_eq!(thief.sign_in("fresh", PASSWORD, "").status(), StatusCode::TOO_MANY_REQUESTS);
    for _ in 0..limits::TRIES_PER_KNOWN_BROWSER {
        assert_eq!(thief.sign_in(ACCOUNT, "wrong", "").status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(thief.sign_in(ACCOUNT, PASSWORD, "").status(), StatusCode::TOO_MANY_REQUESTS);
}

#[test]
fn a_browser_is_known_by_what_no_script_and_no_other_site_reads_and_by_its_right_password_alone() {
    let world = world();
    let mut browser = world.browser();
    for (name, password) in [(ACCOUNT, "wrong"), ("somebody", PASSWORD), ("locked", PASSWORD)] {
        browser.sign_in(name, password, "");
        assert!(!browser.cookies.contains_key(KNOWN), "{name}");
    }
    let answer = browser.sign_in(ACCOUNT, PASSWORD, "");
    let all = answer.headers().get_all("set-cookie").iter().map(|set| set.to_str().unwrap());
    let set: Vec<_> = all.filter(|set| set.starts_with(&format!("{KNOWN}="))).collect();
    let [set] = set[..] else { panic!("{set:?}") };
    let age = format!("Max-Age={}", limits::KNOWN_BROWSER_SECONDS);
    for wanted in ["HttpOnly", "SameSite=Strict", "Path=/", "Secure", &age] {
        assert!(set.split("; ").any(|one| one == wanted), "{set}");
    }
    assert!(!set.contains(ACCOUNT), "{set}");
    // It stays when she signs out.
    browser.get("/console/");
    browser.post("/console/sign-out", &[]);
    assert!(browser.cookies.contains_key(KNOWN));
}

#[test]
fn nobody_is_signed_in_by_a_form_that_is_not_from_here() {
    let world = world();
    let fields = [("name", ACCOUNT), ("password", PASSWORD)];
    let mut browser = world.browser();
    assert_eq!(browser.post_bare("/console/sign-in", &fields).status(), StatusCode::FORBIDDEN);
    // The token of one browser's page counts for no other.
    let mut mallory = world.browser();
    mallory.get("/console/sign-in");
    browser.get("/console/sign-in");
    browser.token.clone_from(&mallory.token);
    assert_eq!(browser.post("/console/sign-in", &fields).status(), StatusCode::FORBIDDEN);
    // Nor does an old page's.
    browser.get("/console/sign-in");
    world.clock.advance_ms((limits::SIGN_IN_PAGE_SECONDS + 1) * 1000);
    assert_eq!(browser.post("/console/sign-in", &fields).status(), StatusCode::FORBIDDEN);
    assert!(!browser.cookies.contains_key("__Host-rampart"));
    assert_eq!(browser.post("/console/sign-in", &fields).status(), StatusCode::SEE_OTHER);
}

#[test]
fn whoever_must_change_his_password_is_led_to_it() {
    let world = world();
    let mut fresh = world.browser();
    let answer = fresh.sign_in("fresh", PASSWORD, "/console/keys");
    assert_eq!(location(&answer), "/console/password");
    assert!(text(&fresh.get("/console/password")).contains("Choose a password of your own first."));
    world.fake.called();
    let differ = [("old", PASSWORD), ("new", "one"), ("again", "two")];
    assert_eq!(fresh.post("/console/password", &differ).status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.fake.changed(), []);
    let same = [("old", PASSWORD), ("new", " one "), ("again", " one ")];
    let answer = fresh.post("/console/password", &same);
    assert_eq!(location(&answer), "/console/sign-in?told=password");
    assert!(text(&fresh.get(location(&answer))).contains("The password is changed. Sign in with it."));
    let changed = world.fake.changed();
    let [(operation, params)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(operation, "ChangePassword");
    // A password is taken as it was typed.
    for wanted in [("OldPassword", PASSWORD), ("NewPassword", " one ")] {
        assert!(params.iter().any(|(name, value)| (name.as_str(), value.as_str()) == wanted), "{params:?}");
    }
}

#[test]
fn until_a_password_is_changed_every_page_says_so_and_nothing_is_called() {
    let world = world();
    let mut fresh = world.browser();
    fresh.sign_in("fresh", PASSWORD, "");
    fresh.get("/console/password");
    let (pages, forms) = (rampart_console::PAGES.iter(), rampart_console::FORMS.iter());
    for page in pages.filter(|page| **page != "password") {
        let answer = fresh.get(&crate::browser::filled(page));
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{page}");
        assert!(text(&answer).contains(r#"<a class="button" href="/console/password">"#), "{page}");
    }
    for form in forms.filter(|form| !["password", "sign-out"].contains(form)) {
        let answer = fresh.post(&crate::browser::filled(form), &[]);
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{form}");
    }
    assert_eq!(world.fake.called(), []);
    assert_eq!(location(&fresh.post("/console/sign-out", &[])), "/console/sign-in");
}

#[test]
fn what_else_stands_in_the_way_is_told() {
    let world = world();
    let answer = world.browser().sign_in("locked", PASSWORD, "");
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&answer).contains("Too many wrong passwords were given."));
}
