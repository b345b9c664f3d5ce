//! `LookupEvents` through the front: an account's own calls, page by page, and nobody else's.

use std::{fs, path::PathBuf, rc::Rc};

use rampart_identity::account;
use rampart_testkit::{ACCOUNT, Signer, World, done, refused};
use rampart_vocab::{AccountId, SeededEntropy};
use serde_json::{Value, json};

fn lookup(world: &World, who: &Signer, params: &[(&str, &str)]) -> Value {
    let answer = world.call(who, "actiontrail", "LookupEvents", params);
    done().holds(&format!("{params:?}"), answer).unwrap()
}

#[track_caller]
fn refuses(world: &World, who: &Signer, params: &[(&str, &str)], status: u16, code: &'static str) {
    let answer = world.call(who, "actiontrail", "LookupEvents", params);
    refused(status, code).holds(&format!("{params:?}"), answer);
}

fn names(page: &Value) -> Vec<String> {
    let name = |event: &Value| event["eventName"].as_str().unwrap().to_owned();
    page["Events"].as_array().unwrap().iter().map(name).collect()
}

/// All pages of a question, and how many there were.
fn pages(world: &World, who: &Signer, params: &[(&str, &str)]) -> (Vec<String>, usize) {
    let (mut all, mut count, mut token) = (Vec::new(), 0, String::new());
    loop {
        let mut params = params.to_vec();
        if count > 0 {
            params.push(("NextToken", token.as_str()));
        }
        let page = lookup(world, who, &params);
        all.extend(names(&page));
        count += 1;
        match page["NextToken"].as_str() {
            Some(next) => next.clone_into(&mut token),
            None => return (all, count),
        }
    }
}

/// Ten calls of alice's, a second apart, before which the world was made.
fn stage() -> (World, Signer) {
    let world = World::new();
    let policy = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:List*","Resource":"*"}]}"#;
    let alice = world.user("alice", Some(policy));
    world.advance_seconds(3600);
    for number in 0..10 {
        let operation = if number % 3 == 0 { "CreateKey" } else { "ListKeys" };
        let answer = world.call(&alice, "kms", operation, &[]);
        assert_eq!(answer.is_ok(), operation == "ListKeys");
        world.advance_seconds(1);
    }
    (world, alice)
}

const SINCE: &str = "2026-01-01T01:00:00Z";
const UNTIL: &str = "2026-01-01T01:00:09Z";

#[test]
fn an_event_has_the_documented_shape_and_tells_why_it_was_refused() {
    let (world, alice) = stage();
    let only = [
        ("LookupAttribute.1.Key", "EventName"),
        ("LookupAttribute.1.Value", "CreateKey"),
        ("MaxResults", "1"),
        ("StartTime", SINCE),
        ("EndTime", UNTIL),
        ("Direction", "FORWARD"),
    ];
    let page = lookup(&world, &world.root(), &only);
    assert_eq!((&page["StartTime"], &page["EndTime"]), (&json!(SINCE), &json!(UNTIL)));
    let event = &page["Events"][0];
    for (field, value) in [
        ("eventVersion", "1"),
        ("eventName", "CreateKey"),
        ("eventType", "ApiCall"),
        ("eventCategory", "Management"),
        ("eventRW", "Write"),
        ("eventTime", SINCE),
        ("acsRegion", "cn-hangzhou"),
        ("apiVersion", "2016-01-20"),
        ("serviceName", "Kms"),
        ("sourceIpAddress", "127.0.0.1"),
        ("errorCode", "Forbidden.NoPermission"),
        ("recipientAccountId", ACCOUNT),
        ("resourceType", "ACS::KMS::Key"),
    ] {
        assert_eq!(event[field], value, "{field}: {event}");
    }
    assert!(event["errorMessage"].as_str().unwrap().contains("kms:CreateKey"), "{event}");
    assert_eq!(event["eventId"], event["requestId"]);
    let identity = &event["userIdentity"];
    assert_eq!(identity["type"], "ram-user");
    assert_eq!(identity["userName"], "alice");
    assert_eq!(identity["accountId"], ACCOUNT);
    assert_eq!(identity["accessKeyId"], alice.access_key_id);
    let more = &event["additionalEventData"];
    assert_eq!((&more["Scheme"], &more["HttpStatus"]), (&json!("https"), &json!(403)));
    assert_eq!(more["Decisions"][0]["Decision"], "ImplicitDeny");
    assert_eq!(more["Decisions"][0]["Action"], "kms:CreateKey");
    assert_eq!(more["Decisions"][0]["Reason"], "implicit deny");
    assert_eq!(page["Gaps"], json!([]));
}

#[test]
fn pages_hold_every_event_once_in_either_direction() {
    let (world, _) = stage();
    let root = world.root();
    let range = [("StartTime", SINCE), ("EndTime", UNTIL)];
    let mut orders = Vec::new();
    for direction in ["FORWARD", "BACKWARD"] {
        for (size, count) in [("1", 11), ("3", 4), ("10", 1), ("50", 1)] {
            let params = [&range[..], &[("Direction", direction), ("MaxResults", size)]].concat();
            let (found, pages) = pages(&world, &root, &params);
            // A full page does not know that it is the last but by looking on.
            assert!(pages == count || pages == count - 1, "{direction} {size}: {pages}");
            assert_eq!(found.len(), 10, "{direction} {size}");
            orders.push(found);
        }
    }
    let mut turned = orders[7].clone();
    turned.reverse();
    assert_eq!(orders[0], turned);
    assert!(orders[..4].iter().all(|found| *found == orders[0]));
    assert!(orders[4..].iter().all(|found| *found == orders[7]));
}

#[test]
fn attributes_and_times_choose() {
    let (world, alice) = stage();
    let root = world.root();
    let id = lookup(&world, &root, &[("MaxResults", "2")])["Events"][1]["eventId"].clone();
    let id = id.as_str().unwrap();
    let attribute = |key, value| vec![("LookupAttribute.1.Key", key), ("LookupAttribute.1.Value", value)];
    let two = |first: Vec<(&'static str, &'static str)>, key, value| {
        [first, vec![("LookupAttribute.2.Key", key), ("LookupAttribute.2.Value", value)]].concat()
    };
    let within = |start, end| vec![("StartTime", start), ("EndTime", end)];
    for (params, wanted) in [
        (attribute("EventName", "CreateKey"), 4),
        (attribute("EventName", "createkey"), 0),
        (attribute("User", "alice"), 10),
        (attribute("User", "root"), 0),
        (attribute("ServiceName", "Kms"), 10),
        (attribute("ServiceName", "Ram"), 0),
        (attribute("EventRW", "Read"), 6),
        (attribute("ResourceType", "ACS::KMS::Key"), 10),
        (attribute("EventType", "ApiCall"), 10),
        (attribute("SourceIpAddress", "127.0.0.1"), 10),
        (two(attribute("EventRW", "Read"), "EventName", "ListKeys"), 6),
        (two(attribute("EventRW", "Read"), "EventName", "CreateKey"), 0),
        (two(attribute("EventName", "ListKeys"), "EventName", "CreateKey"), 4),
    ] {
        let params = [within(SINCE, UNTIL), params, vec![("MaxResults", "50")]].concat();
        assert_eq!(names(&lookup(&world, &root, &params)).len(), wanted, "{params:?}");
    }
    for (start, end, wanted) in [
        ("2026-01-01T01:00:03Z", "2026-01-01T01:00:05Z", 3),
        ("2026-01-01T01:00:03Z", "2026-01-01T01:00:03Z", 1),
        ("2026-01-01T02:00:00Z", "2026-01-01T03:00:00Z", 0),
        ("2020-01-01T02:00:00Z", "2020-01-01T03:00:00Z", 0),
    ] {
        assert_eq!(names(&lookup(&world, &root, &within(start, end))).len(), wanted, "{start} {end}");
    }
    let by_id = [("LookupAttribute.1.Key", "EventId"), ("LookupAttribute.1.Value", id)];
    assert_eq!(names(&lookup(&world, &root, &by_id)).len(), 1);
    let key = ("LookupAttribute.1.Value", alice.access_key_id.as_str());
    let by_key = [("LookupAttribute.1.Key", "EventAccessKeyId"), key, ("MaxResults", "50")];
    assert_eq!(names(&lookup(&world, &root, &by_key)).len(), 10);
}

#[test]
fn without_a_time_the_newest_come_first() {
    let (world, _) = stage();
    let page = lookup(&world, &world.root(), &[]);
    assert_eq!(page["StartTime"], "2025-12-25T01:00:10Z");
    assert_eq!(page["Events"][0]["eventTime"], "2026-01-01T01:00:09Z");
    // The lookups themselves are in the trail, too.
    let page = lookup(&world, &world.root(), &[("MaxResults", "1")]);
    assert_eq!(page["Events"][0]["eventName"], "LookupEvents");
}

#[test]
fn whoever_has_not_the_right_sees_nothing() {
    let (world, alice) = stage();
    for params in [&[][..], &[("StartTime", "nonsense")], &[("NextToken", "x")]] {
        refuses(&world, &alice, params, 403, "NoPermission");
    }
    world.grant(
        "alice",
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"actiontrail:LookupEvents","Resource":"*"}]}"#,
    );
    assert!(!names(&lookup(&world, &alice, &[])).is_empty());
}

#[test]
fn questions_that_are_none_are_refused() {
    let (world, _) = stage();
    let root = world.root();
    let long = "x".repeat(1025);
    for (params, code) in [
        (vec![("StartTime", UNTIL), ("EndTime", SINCE)], "InvalidParameter.StartTime"),
        (vec![("StartTime", "2026-01-01"), ("EndTime", UNTIL)], "InvalidParameter.StartTime"),
        (vec![("StartTime", "2026-01-01T01:00:00+01:00")], "InvalidParameter.StartTime"),
        (vec![("EndTime", "now")], "InvalidParameter.EndTime"),
        (vec![("MaxResults", "0")], "InvalidParameter.MaxResults"),
        (vec![("MaxResults", "51")], "InvalidParameter.MaxResults"),
        (vec![("MaxResults", "-1")], "InvalidParameter.MaxResults"),
        (vec![("Direction", "SIDEWAYS")], "InvalidParameter.Direction"),
        (
            vec![("LookupAttribute.1.Key", "Secret"), ("LookupAttribute.1.Value", "x")],
            "InvalidParameter.LookupAttribute",
        ),
        (vec![("LookupAttribute.1.Key", "User")], "InvalidParameter.LookupAttribute"),
        (
            vec![("LookupAttribute.1.Key", "User"), ("LookupAttribute.1.Value", long.as_str())],
            "InvalidParameter.LookupAttribute",
        ),
        (
            vec![
                ("LookupAttribute.1.Key", "User"),
                ("LookupAttribute.1.Value", "a"),
                ("LookupAttribute.2.Key", "EventRW"),
                ("LookupAttribute.2.Value", "Read"),
                ("LookupAttribute.3.Key", "EventType"),
                ("LookupAttribute.3.Value", "ApiCall"),
            ],
            "InvalidParameter.LookupAttribute",
        ),
    ] {
        refuses(&world, &root, &params, 400, code);
    }
}

/// Another account of the same installation, with a few calls of its own.
fn other_account(world: &World) -> Signer {
    let other: AccountId = "9876543210987654".parse().unwrap();
    let entropy = SeededEntropy::new(99);
    let made = world.run(async {
        let mut txn = world.store().begin();
        let made = account::found(&mut txn, other, world.clock(), &entropy).await.unwrap().unwrap();
        txn.commit().await.unwrap();
        made
    });
    let secret = made.secret.expose_secret().to_owned();
    let other = Signer { access_key_id: made.access_key_id.to_string(), secret, token: None };
    for _ in 0..3 {
        world.call(&other, "kms", "ListKeys", &[]).unwrap();
    }
    other
}

#[test]
fn an_account_sees_its_own_events_alone() {
    let (world, _) = stage();
    let other = other_account(&world);
    let page = lookup(&world, &other, &[("MaxResults", "50")]);
    assert_eq!(names(&page), ["ListKeys"; 3]);
    assert!(!page.to_string().contains(ACCOUNT));
    let own = lookup(&world, &world.root(), &[("MaxResults", "50")]);
    assert!(!own.to_string().contains("9876543210987654"));
}

#[test]
fn a_token_goes_on_from_its_own_question_and_account_alone() {
    let (world, alice) = stage();
    let root = world.root();
    let range = [("StartTime", SINCE), ("EndTime", UNTIL), ("MaxResults", "3")];
    let token = lookup(&world, &root, &range)["NextToken"].as_str().unwrap().to_owned();
    let mut forged: Vec<char> = token.chars().collect();
    forged[40] = if forged[40] == 'A' { 'B' } else { 'A' };
    let forged: String = forged.into_iter().collect();
    let denial = world.call(&alice, "kms", "CreateKey", &[]).unwrap_err();
    let diagnostic =
        denial.body["AccessDeniedDetail"]["EncodedDiagnosticMessage"].as_str().unwrap().to_owned();
    let code = "InvalidParameter.NextToken";
    for text in [forged.as_str(), "x", "AQAAAAE", &diagnostic, &"A".repeat(20_000)] {
        refuses(&world, &root, &[("NextToken", text)], 400, code);
    }
    for other in
        [("StartTime", "2026-01-01T01:00:01Z"), ("EndTime", "2026-01-01T01:00:08Z"), ("Direction", "FORWARD")]
    {
        refuses(&world, &root, &[("NextToken", token.as_str()), other], 400, code);
    }
    let attribute = [("LookupAttribute.1.Key", "EventRW"), ("LookupAttribute.1.Value", "Read")];
    refuses(&world, &root, &[&attribute[..], &[("NextToken", token.as_str())]].concat(), 400, code);
    let other = other_account(&world);
    refuses(&world, &other, &[("NextToken", token.as_str())], 400, code);
    // What it leaves out is that of the question before.
    let next = lookup(&world, &root, &[("NextToken", token.as_str()), ("MaxResults", "50")]);
    assert_eq!((names(&next).len(), &next["EndTime"]), (7, &json!(UNTIL)));
    world.advance_seconds(24 * 3600);
    refuses(&world, &root, &[("NextToken", token.as_str())], 400, code);
}

#[test]
fn events_are_looked_up_while_others_are_written() {
    let world = Rc::new(stage().0);
    let root = world.root();
    world.run(async {
        let mut calls = Vec::new();
        for number in 0..64 {
            let (world, root) = (Rc::clone(&world), root.clone());
            calls.push(tokio::task::spawn_local(async move {
                match number % 4 {
                    0 => {
                        let params = [("Direction", "FORWARD"), ("MaxResults", "50")];
                        let page = world.call_async(&root, "actiontrail", "LookupEvents", &params).await;
                        let page = page.unwrap();
                        assert_eq!(page["Gaps"], json!([]));
                        assert!(names(&page).len() >= 10, "{page}");
                    }
                    _ => {
                        world.call_async(&root, "kms", "ListKeys", &[]).await.unwrap();
                    }
                }
            }));
        }
        for call in calls {
            call.await.unwrap();
        }
    });
}

/// The one segment of a world's one chain.
fn segment(world: &World) -> PathBuf {
    let chain = fs::read_dir(world.audit_folder()).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        path.is_dir().then_some(path)
    });
    fs::read_dir(chain.unwrap()).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn a_damaged_segment_is_told_and_what_stands_before_is_shown() {
    let (world, _) = stage();
    let path = segment(&world);
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 60;
    bytes[last] ^= 1;
    fs::write(&path, bytes).unwrap();
    for direction in ["FORWARD", "BACKWARD"] {
        let params = [("StartTime", SINCE), ("EndTime", UNTIL), ("Direction", direction)];
        let page = lookup(&world, &world.root(), &params);
        assert_eq!(names(&page).len(), 9, "{page}");
        assert_eq!(page["Gaps"].as_array().unwrap().len(), 1, "{page}");
        assert!(page["Gaps"][0].as_str().unwrap().starts_with("segment 0 of core 0 is damaged"));
    }
}

#[test]
fn a_segment_that_is_gone_is_no_failure() {
    let (world, _) = stage();
    fs::remove_file(segment(&world)).unwrap();
    assert_eq!(names(&lookup(&world, &world.root(), &[])), Vec::<String>::new());
}
