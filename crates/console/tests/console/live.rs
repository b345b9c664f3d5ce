//! What a page follows, and who may follow it for how long.

use http::StatusCode;
use rampart_console::{Beat, Live, limits};
use serde_json::json;

use crate::{
    browser::{Browser, World, text},
    fake::{Fake, at_once},
};

const STREAM: &str = "/console/live/database/one";
/// How a session ends.
type Way = fn(&World, &mut Browser<'_>);
/// Streams end so.
const OUT: &str = "event: out\ndata:\n\n";

fn begun(answer: &rampart_console::Response) -> Live {
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    answer.extensions().get::<Live>().cloned().unwrap()
}

fn beat(world: &World, live: &mut Live) -> (String, bool) {
    let (bytes, last) = match at_once(world.console.beat(&world.fake, live)) {
        Beat::Told(bytes) => (bytes, false),
        Beat::Last(bytes) => (bytes, true),
    };
    (String::from_utf8(bytes.to_vec()).unwrap(), last)
}

fn instance(status: &str) -> serde_json::Value {
    json!({"Items": {"DBInstanceAttribute": [{"DBInstanceId": "one", "DBInstanceStatus": status}]}})
}

#[test]
fn what_is_new_is_told_once_and_nothing_else() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.answers("DescribeDBInstanceAttribute", 200, instance("Creating"));
    let page = text(&browser.get("/console/database/one"));
    let seen = crate::browser::attribute(&page, "data-seen=\"").unwrap();
    let mut live = begun(&browser.get(&format!("{STREAM}?seen={seen}")));
    let (still, last) = beat(&world, &mut live);
    assert!(!still.contains("data:") && !last, "{still}");
    world.fake.answers("DescribeDBInstanceAttribute", 200, instance("Running"));
    let (told, last) = beat(&world, &mut live);
    assert!(told.starts_with("event: part\nid: ") && told.contains("Running") && !last, "{told}");
    assert!(!beat(&world, &mut live).0.contains("data:"));
    // A browser that begins anew says what it has.
    let id = told.lines().nth(1).unwrap().trim_start_matches("id: ").to_owned();
    browser.headers = vec![("last-event-id", id)];
    let mut again = begun(&browser.get(STREAM));
    assert!(!beat(&world, &mut again).0.contains("data:"));
}

#[test]
fn a_stream_ends_with_its_session_however_that_ends() {
    let ways: [(&str, Way); 4] = [
        ("signed out", |_, browser| {
            browser.get("/console/");
            browser.post("/console/sign-out", &[]);
        }),
        ("idle", |world, _| world.clock.advance_ms(1_800_000)),
        ("ended elsewhere", |world, _| {
            world.fake.refuses("DescribeDBInstanceAttribute", 403, "InvalidSecurityToken.Expired");
        }),
        ("the key is gone", |world, _| {
            world.fake.refuses("DescribeDBInstanceAttribute", 404, "InvalidAccessKeyId.NotFound");
        }),
    ];
    for (way, end) in ways {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        let mut live = begun(&browser.get(STREAM));
        assert!(!beat(&world, &mut live).1, "{way}");
        end(&world, &mut browser);
        world.fake.called();
        assert_eq!(beat(&world, &mut live), (OUT.to_owned(), true), "{way}");
        assert!(world.fake.called().len() <= 1, "{way}");
        // Nor is there another, and the session has ended everywhere.
        let answer = browser.get(STREAM);
        assert!(answer.extensions().get::<Live>().is_none(), "{way}");
        assert_eq!(text(&answer), OUT, "{way}");
    }
}

#[test]
fn following_a_page_keeps_no_session_from_ending() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for _ in 0..3 {
        let mut live = begun(&browser.get(STREAM));
        world.clock.advance_ms(600_000);
        let _ = beat(&world, &mut live);
    }
    assert_eq!(text(&browser.get(STREAM)), OUT);
    assert_eq!(browser.get("/console/keys").status(), StatusCode::SEE_OTHER);
}

#[test]
fn strangers_and_those_who_may_not_see_are_told_nothing() {
    let world = World::new(Fake::saying("secret"));
    let mut stranger = world.browser();
    for path in [STREAM, "/console/live/databases", "/console/live/database/one/accounts"] {
        assert_eq!(text(&stranger.get(path)), OUT);
    }
    assert_eq!(world.fake.called(), []);
    let mut browser = world.signed_in();
    for (status, code, last) in [
        (403, "NoPermission", true),
        (404, "InvalidDBInstanceId.NotFound", true),
        (503, "ServiceUnavailable", false),
    ] {
        let mut live = begun(&browser.get(STREAM));
        world.fake.refuses("DescribeDBInstanceAttribute", status, code);
        let (told, ends) = beat(&world, &mut live);
        assert_eq!(ends, last, "{code}");
        assert!(!told.contains("secret"), "{code}: {told}");
    }
    for path in ["/console/live", "/console/live/roles", "/console/live/database/one/two"] {
        assert_eq!(browser.get(path).status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_session_follows_so_many_pages_at_a_time() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    let mut all: Vec<_> = (0..limits::STREAMS_PER_SESSION_MAX).map(|_| begun(&browser.get(STREAM))).collect();
    assert_eq!(browser.get(STREAM).status(), StatusCode::TOO_MANY_REQUESTS);
    // Another session has its own.
    begun(&world.signed_in().get(STREAM));
    all.pop();
    begun(&browser.get(STREAM));
    assert!(browser.send("HEAD", STREAM, None).extensions().get::<Live>().is_none());
}

#[test]
fn hostile_texts_make_no_events_of_their_own() {
    let world = World::new(Fake::saying("x\r\nevent: out\rdata: y\n\nid: 1"));
    let mut browser = world.signed_in();
    for path in [STREAM, "/console/live/databases", "/console/live/database/one/accounts"] {
        let mut live = begun(&browser.get(path));
        let (told, _) = beat(&world, &mut live);
        let (head, rest) = told.split_once("data: ").unwrap();
        assert!(head.starts_with("event: part\nid: ") && !told.contains('\r'), "{told}");
        for line in rest.trim_end_matches('\n').lines().skip(1) {
            assert!(line.starts_with("data: "), "{path}: {line}");
        }
    }
}
