//! Who holds no key fills no disk: not the trail, not the replay guard.

use rampart_testkit::World;

#[test]
fn what_no_signature_covers_leaves_nothing_behind() {
    let world = World::new();
    let root = world.root();
    let before = world.audited().len();
    let mut strangers = Vec::new();
    for (id, secret) in [
        (root.access_key_id.as_str(), "guessed"),
        ("LTAInobodysKeyNobodysKey", "guessed"),
        ("STS.nobodysSession", "guessed"),
    ] {
        let mut stranger = root.clone();
        (stranger.access_key_id, stranger.secret) = (id.to_owned(), secret.to_owned());
        strangers.push(stranger);
    }
    let mut with_token = root.clone();
    with_token.token = Some("bm8gdG9rZW4".to_owned());
    strangers.push(with_token);
    for number in 0..400 {
        let stranger = &strangers[number % strangers.len()];
        let refused = world.call(stranger, "kms", "CreateKey", &[]).unwrap_err();
        assert!(matches!(refused.status, 400 | 403 | 404), "{refused:?}");
    }
    assert_eq!(world.audited().len(), before);
    assert_eq!(world.call(&root, "kms", "ListKeys", &[]).unwrap()["TotalCount"], 0);
}
