//! Keys: which are found and offered, how they are named, and what is said before one is taken away.

use serde_json::json;

use crate::{
    browser::{World, location, text},
    fake::Fake,
};

#[test]
fn what_a_deletion_does_is_told_by_what_the_key_is_for() {
    let (disks, tables) = ("Disks under it lock as soon as", "do not come back from their next restart");
    for (uses, told) in [
        (&["DiskEncryption"][..], [true, false]),
        (&["TDE"], [false, true]),
        (&["TDE", "DiskEncryption"], [true, true]),
        (&[], [false, false]),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        let used = |by: &&str| json!({"DBInstanceName": "pgm-1", "KeyUsedBy": by});
        let rows: Vec<_> = uses.iter().map(used).collect();
        world.fake.answers("DescribeKmsAssociateResources", 200, json!({"AssociateDBInstances": rows}));
        let shown = text(&browser.get("/console/key/one"));
        assert_eq!([disks, tables].map(|words| shown.contains(words)), told, "{uses:?}");
    }
    let world = World::new(Fake::saying("one"));
    let shown = text(&world.signed_in().get("/console/key/one?told=cancelled"));
    assert!(shown.contains("The key is enabled, also if it was disabled before."), "{shown}");
}

#[test]
fn a_key_that_a_database_needs_is_disabled_only_when_that_is_seen() {
    let used = |by: &str| json!({"AssociateDBInstances": [{"DBInstanceName": "pgm-1", "KeyUsedBy": by}]});
    for (uses, words) in [
        (used("DiskEncryption"), "Disks under it lock within seconds"),
        (used("TDE"), "run on with a warning"),
        (json!({"AssociateDBInstances": []}), ""),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        world.fake.answers("DescribeKmsAssociateResources", 200, uses);
        if !words.is_empty() {
            let asked = text(&browser.post("/console/key/one/change", &[("do", "disable")]));
            assert!(
                asked.contains("<dialog open") && asked.contains("pgm-1") && asked.contains(words),
                "{asked}"
            );
            assert_eq!(world.fake.changed(), []);
        }
        let sure = [("do", "disable"), ("sure", "yes")];
        let fields = if words.is_empty() { &sure[..1] } else { &sure };
        let answer = browser.post("/console/key/one/change", fields);
        assert_eq!(location(&answer), "/console/key/one?told=disabled");
        assert_eq!(world.fake.changed().len(), 1);
    }
    // Whoever may not know what uses it disables it as the API does.
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.refuses("DescribeKmsAssociateResources", 403, "NoPermission");
    let answer = browser.post("/console/key/one/change", &[("do", "disable")]);
    assert_eq!(location(&answer), "/console/key/one?told=disabled");
}

/// A server of 60 keys, `k-01` the oldest, which answers pages and filters of its list.
fn with_sixty_keys() -> World {
    let world = World::new(Fake::saying("one"));
    let ids: Vec<String> = (1..=60).map(|number| format!("k-{number:02}")).collect();
    let row = |id: &String| json!({"KeyId": id});
    let page = |rows: &[String]| json!({"Keys": {"Key": rows.iter().map(row).collect::<Vec<_>>()}, "TotalCount": 60});
    world.fake.answers("ListKeys", 200, json!({"Keys": {"Key": []}, "TotalCount": 0}));
    for (number, rows) in ids.chunks(25).enumerate() {
        world.fake.answers_to("ListKeys", ("PageNumber", &(number + 1).to_string()), 200, page(rows));
    }
    world.fake.answers_to("ListKeys", ("PageSize", "100"), 200, page(&ids));
    for (filter, value, key) in [
        ("keyId", "alias/newest", None),
        ("AliasName", "alias/newest", Some("k-99")),
        ("keyId", "last", None),
        ("AliasName", "alias/last", Some("k-60")),
        ("keyId", "K-07", None),
        ("AliasName", "alias/K-07", None),
    ] {
        let filters = json!([{"Key": filter, "Values": [value]}]).to_string();
        let keys: Vec<_> = key.iter().map(|id| json!({"KeyId": id})).collect();
        let answer = json!({"Keys": {"Key": keys}, "TotalCount": keys.len()});
        world.fake.answers_to("ListKeys", ("Filters", &filters), 200, answer);
    }
    world.fake.answers(
        "ListAliases",
        200,
        json!({"Aliases": {"Alias": [{"KeyId": "k-60", "AliasName": "alias/last"}]}}),
    );
    world
}

fn shown(page: &str) -> Vec<String> {
    let rows = page.split("href=\"/console/key/").skip(1);
    rows.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn keys_are_listed_from_the_newest_page_by_page() {
    let world = with_sixty_keys();
    let mut browser = world.signed_in();
    for (page, first, last, newer, older) in [
        ("", "k-60", "k-36", false, true),
        ("?page=2", "k-35", "k-11", true, true),
        ("?page=3", "k-10", "k-01", true, false),
    ] {
        let answer = text(&browser.get(&format!("/console/keys{page}")));
        let keys = shown(&answer);
        assert_eq!((keys.first().unwrap().as_str(), keys.last().unwrap().as_str()), (first, last), "{page}");
        assert_eq!((answer.contains(">Newer</a>"), answer.contains(">Older</a>")), (newer, older), "{page}");
    }
    for page in ["0", "-1", "99999999999999999999", "4", "x"] {
        assert_eq!(
            browser.get(&format!("/console/keys?page={page}")).status(),
            http::StatusCode::OK,
            "{page}"
        );
    }
}

#[test]
fn a_key_is_found_by_its_alias_wherever_it_stands_in_the_list() {
    let world = with_sixty_keys();
    let mut browser = world.signed_in();
    for (query, found) in [("alias%2Fnewest", "k-99"), ("last", "k-60"), ("K-07", "k-07")] {
        let keys = shown(&text(&browser.get(&format!("/console/keys?q={query}"))));
        assert_eq!(keys, [found], "{query}");
    }
}

#[test]
fn a_list_asks_for_no_key_s_tags_alone() {
    let world = with_sixty_keys();
    let mut browser = world.signed_in();
    world.fake.called();
    browser.get("/console/keys");
    let called = world.fake.called();
    assert!(called.iter().all(|(operation, _)| operation != "ListResourceTags"));
    assert!(called.iter().filter(|(operation, _)| operation == "ListKeys").count() <= 6, "{called:?}");
}

#[test]
fn a_form_offers_rds_the_tagged_keys_and_takes_one_that_is_written() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    world.fake.called();
    browser.get("/console/databases/create");
    let asked = world.fake.called().into_iter().find(|(operation, _)| operation == "ListKeys").unwrap();
    let (_, filters) = asked.1.iter().find(|(name, _)| name == "Filters").unwrap();
    for wanted in ["acs:rds:instance-encryption", "Enabled", "\"true\""] {
        assert!(filters.contains(wanted), "{filters}");
    }
    for (key, other, taken) in [("k-1", "", "k-1"), ("k-1", "k-2", "k-2"), ("", "k-2", "k-2")] {
        world.fake.called();
        browser
            .post("/console/databases/create", &[("engine", "postgresql"), ("key", key), ("other", other)]);
        let (_, params) = world.fake.changed().pop().unwrap();
        assert!(params.contains(&("EncryptionKey".to_owned(), taken.to_owned())), "{params:?}");
    }
    assert!(text(&browser.get("/console/databases/create?key=k-9")).contains("name=\"other\" value=\"k-9\""));
}

#[test]
fn no_key_is_made_whose_alias_cannot_be_given() {
    let long = "a".repeat(250);
    for (alias, taken, told) in [
        ("bad name", false, "the alias cannot be given"),
        ("alias/", false, "the alias cannot be given"),
        ("acs/rds", false, "the alias cannot be given"),
        (long.as_str(), false, "the alias cannot be given"),
        ("orders", true, "another key has this alias"),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        if !taken {
            world.fake.refuses("DescribeKey", 404, "Forbidden.AliasNotFound");
        }
        world.fake.called();
        let answer = browser.post("/console/keys/create", &[("alias", alias), ("marked", "1")]);
        assert_eq!(answer.status(), http::StatusCode::UNPROCESSABLE_ENTITY, "{alias}");
        assert!(text(&answer).contains(told), "{alias}");
        assert_eq!(world.fake.changed(), [], "{alias}");
    }
}

#[test]
fn what_a_new_key_lacks_is_told_each_by_itself() {
    for (refused, told) in [
        (&[][..], "Created."),
        (&["CreateAlias"], "The key is made, its alias is not"),
        (&["TagResource"], "The key is made, its tag for RDS is not"),
        (&["CreateAlias", "TagResource"], "The key is made, its alias and its tag for RDS are not"),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        world.fake.answers_to(
            "DescribeKey",
            ("KeyId", "alias/orders"),
            404,
            json!({"Code": "Forbidden.AliasNotFound", "Message": "no", "RequestId": "1"}),
        );
        for operation in refused {
            world.fake.refuses(operation, 403, "NoPermission");
        }
        world.fake.called();
        let answer = browser.post("/console/keys/create", &[("alias", "orders"), ("marked", "1")]);
        let changed: Vec<_> = world.fake.changed().into_iter().map(|(operation, _)| operation).collect();
        assert_eq!(changed, ["CreateKey", "TagResource", "CreateAlias"], "{refused:?}");
        assert!(text(&browser.get(location(&answer))).contains(told), "{refused:?}");
    }
}

#[test]
fn a_key_s_page_gives_and_removes_aliases() {
    let world = World::new(Fake::saying("one"));
    let mut browser = world.signed_in();
    for (deed, alias, operation) in
        [("alias", "orders", "CreateAlias"), ("unalias", "alias/orders", "DeleteAlias")]
    {
        world.fake.called();
        let answer = browser.post("/console/key/one/change", &[("do", deed), ("alias", alias)]);
        assert_eq!(location(&answer), format!("/console/key/one?told={deed}ed"));
        let (called, params) = world.fake.changed().pop().unwrap();
        assert_eq!(called, operation);
        assert!(params.contains(&("AliasName".to_owned(), "alias/orders".to_owned())), "{params:?}");
    }
}

#[test]
fn a_form_that_is_sent_again_makes_nothing_again() {
    for (page, form, fields, operation) in [
        ("/console/keys/create", "/console/keys/create", &[][..], "CreateKey"),
        ("/console/user/one", "/console/user/one/keys/create", &[], "CreateAccessKey"),
        ("/console/key/one", "/console/key/one/change", &[("do", "rotate")], "CreateKeyVersion"),
    ] {
        let world = World::new(Fake::saying("one"));
        world.fake.answers(
            "DescribeKey",
            200,
            json!({"KeyMetadata":
            {"KeyId": "one", "KeyState": "Enabled", "KeyUsage": "ENCRYPT/DECRYPT"}}),
        );
        let mut browser = world.signed_in();
        let made = |sent: usize| {
            let changed = world.fake.changed();
            assert_eq!(changed.iter().filter(|(called, _)| called == operation).count(), sent, "{form}");
        };
        let opened = |browser: &mut crate::browser::Browser<'_>| {
            let shown = text(&browser.get(page));
            crate::browser::attribute(&shown, "name=\"token\" value=\"").unwrap()
        };
        let token = opened(&mut browser);
        world.fake.called();
        for sent in [1, 0, 0] {
            browser.post(form, &[fields, &[("token", &token)]].concat());
            made(sent);
        }
        // Opened anew it makes another; and what another session sends is its own.
        let fresh = opened(&mut browser);
        assert_ne!(token, fresh);
        browser.post(form, &[fields, &[("token", &fresh)]].concat());
        made(1);
        let mut other = world.signed_in();
        world.fake.called();
        other.post(form, &[fields, &[("token", &token)]].concat());
        made(1);
    }
}
