//! What every answer wears.

use std::collections::BTreeMap;

use http::StatusCode;
use rampart_console::{FORMS, PAGES, Response};

use crate::{
    browser::{Browser, World, filled, text},
    fake::Fake,
};

fn check(answer: &Response, what: &str) {
    let header =
        |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
    let policy = header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.split("; ").any(|found| found == rule), "{what}: {rule} is not in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}");
    for (name, value) in [
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(header(name), value, "{what}: {name}");
    }
    if answer.status() != StatusCode::OK || header("content-type").starts_with("text/html") {
        assert_eq!(header("cache-control"), "no-store", "{what}");
    }
}

#[test]
fn every_answer_is_in_no_frame_runs_nothing_inline_and_is_kept_by_nobody() {
    let world = World::new(Fake::saying("one"));
    let mut stranger = world.browser();
    for path in [
        "/console",
        "/console/",
        "/console/sign-in",
        "/console/nowhere",
        "/console/../x",
        "/console/static/0/no.js",
    ] {
        check(&stranger.get(path), path);
        check(&stranger.send("DELETE", path, None), path);
    }
    let mut browser = world.signed_in();
    for page in PAGES {
        let answer = browser.get(&filled(page));
        assert_eq!(answer.status(), StatusCode::OK, "{page}: {}", text(&answer));
        check(&answer, page);
    }
    for form in FORMS {
        check(&browser.post_bare(&filled(form), &[]), form);
    }
}

#[test]
fn pages_hold_no_script_no_style_and_nothing_from_elsewhere() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let mut pages: Vec<String> = PAGES.iter().map(|page| filled(page)).collect();
    pages.extend(["/console/nowhere".to_owned(), "/console/sign-in".to_owned()]);
    for page in pages {
        let shown = text(&browser.get(&page));
        for inline in [
            " style=",
            "<style",
            " onclick",
            " onload",
            "javascript:",
            "hx-on",
            "hx-vals=\"js",
            "http://",
            "https://",
            "src=\"//",
        ] {
            assert!(!shown.contains(inline), "{page} holds {inline}");
        }
        for script in shown.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/console/static/"), "{page}: {script}");
        }
    }
}

#[test]
fn a_page_with_all_that_it_loads_stays_below_150_kilobytes() {
    let world = World::new(Fake::saying("AliyunRDSInstanceEncryptionDefaultRole").with_rows(1000));
    let mut browser = world.signed_in();
    for page in PAGES {
        let shown = text(&browser.get(&filled(page)));
        let mut bytes = shown.len();
        for (_, file) in loads(&mut browser, &shown) {
            assert!(file.headers()["cache-control"].to_str().unwrap().contains("immutable"), "{page}");
            bytes += file.body().len();
        }
        assert!(bytes < 150_000, "{page} loads {bytes} bytes");
    }
}

/// The files that a page names, and those that its scripts import.
fn loads(browser: &mut Browser<'_>, page: &str) -> BTreeMap<String, Response> {
    let of = |page: &str, before: &str| -> Vec<String> {
        let named = page.split(before).skip(1);
        named.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let (mut files, mut asked) = (BTreeMap::new(), of(page, "\"/console/static/"));
    while let Some(path) = asked.pop() {
        let file = browser.get(&format!("/console/static/{path}"));
        assert_eq!(file.status(), StatusCode::OK, "{path}");
        let folder = path.split_once('/').unwrap().0;
        let imported = of(&text(&file), "from \"./").into_iter().map(|name| format!("{folder}/{name}"));
        asked.extend(imported.filter(|path| !files.contains_key(path)));
        files.insert(path, file);
    }
    assert!(files.len() >= 4, "{:?}", files.keys());
    files
}

#[test]
fn plain_http_is_for_the_machine_itself() {
    let world = World::new(Fake::saying("one"));
    for (address, secure, status) in [
        ("192.0.2.1", false, StatusCode::UPGRADE_REQUIRED),
        ("192.0.2.1", true, StatusCode::OK),
        ("127.0.0.1", false, StatusCode::OK),
    ] {
        let mut browser = world.browser();
        (browser.address, browser.secure) = (address.parse().unwrap(), secure);
        assert_eq!(browser.get("/console/sign-in").status(), status, "{address} {secure}");
    }
}
