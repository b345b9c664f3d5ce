//! What operators do on the server's machine: keys lost, leaked and grown old, sessions ended, the trail pruned; each with
//! the attempt that it is to resist.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod place;

use std::{fs, os::unix::fs::PermissionsExt as _};

use place::{Credentials, Place, finding};

#[test]
fn a_root_access_key_is_replaced_disabled_and_brought_back() {
    let place = Place::new();
    let server = place.serve(&[]);
    let first = place.root();
    place.call_as(&first, &["sts", "GetCallerIdentity"]).expect(0);
    let busy = place.run(&["root", "rotate"]).expect(1);
    assert!(busy.err.contains("rampart stop"), "{}", busy.err);
    server.stop();

    let password = |place: &Place| fs::read_to_string(place.file("console-credentials.json")).unwrap();
    let told_first = password(&place);
    place.run(&["root", "rotate"]).expect(0);
    assert_ne!(password(&place), told_first);
    let second = place.root();
    assert_ne!(first.id, second.id);
    let server = place.serve(&[]);
    assert!(place.call_as(&first, &["sts", "GetCallerIdentity"]).code > 0);
    place.call_as(&second, &["sts", "GetCallerIdentity"]).expect(0);
    server.stop();

    place.run(&["root", "disable"]).expect(0);
    assert!(!place.file("root-credentials.json").exists());
    let server = place.serve(&[]);
    for gone in ["root-credentials.json", "console-credentials.json"] {
        assert!(!place.file(gone).exists(), "{gone} is not made again");
    }
    let refused = place.call_as(&second, &["sts", "GetCallerIdentity"]);
    assert!(refused.code > 0 && refused.err.contains("Inactive"), "{}", refused.err);
    server.stop();

    let told = place.run(&["root", "rotate"]).expect(0);
    let third = place.root();
    assert_ne!(password(&place), told_first);
    assert!(!told.out.contains(&third.secret) && !told.err.contains(&third.secret));
    let server = place.serve(&[]);
    place.call_as(&third, &["sts", "GetCallerIdentity"]).expect(0);
    assert!(place.call_as(&second, &["sts", "GetCallerIdentity"]).code > 0);
    server.stop();
    place.is_whole(&[]);
}

#[test]
fn a_lost_root_key_is_recovered_and_a_leaked_one_opens_nothing() {
    let place = Place::new();
    place.serve(&[]).stop();
    let doctor = place.run(&["doctor", "--format", "json"]).json();
    assert_eq!(finding(&doctor, "recovery key")["verdict"], "note", "{doctor}");

    let hidden = place.run(&["recovery-kit"]).expect(1);
    assert!(hidden.err.contains("--out"), "{}", hidden.err);
    let kit = place.beside("kit");
    let told = place.run(&["recovery-kit", "--out", &kit]).expect(0);
    assert_eq!(fs::metadata(&kit).unwrap().permissions().mode() & 0o777, 0o600);
    let key = fs::read_to_string(&kit).unwrap();
    let key = key.lines().find(|line| line.matches('-').count() == 8).unwrap().trim().to_owned();
    assert!(!told.out.contains(&key) && !told.err.contains(&key));
    assert!(
        place.run(&["recovery-kit", "--out", &place.beside("other")]).expect(1).err.contains("--replace")
    );
    let doctor = place.run(&["doctor", "--format", "json"]).json();
    assert_eq!(finding(&doctor, "recovery key")["verdict"], "fine", "{doctor}");

    // Lost.
    let lost = fs::read(place.file("root.key")).unwrap();
    fs::remove_file(place.file("root.key")).unwrap();
    assert!(place.refuses_to_serve(&[]).contains("rampart seal recover"));
    let typed = place.beside("typed");
    let (first, rest) = key.split_at(1);
    fs::write(&typed, format!("{}{rest}", if first == "7" { "8" } else { "7" })).unwrap();
    let mistyped = place.run(&["seal", "recover", "--recovery-key-file", &typed]).expect(1);
    assert!(mistyped.err.contains("typing error"), "{}", mistyped.err);
    place.run(&["seal", "recover", "--recovery-key-file", &kit]).expect(0);
    place.serve(&[]).stop();
    // Found again, by somebody.
    let found = place.beside("found.key");
    fs::write(&found, lost).unwrap();
    fs::set_permissions(&found, fs::Permissions::from_mode(0o600)).unwrap();
    let with_found = format!("file:{found}");
    assert!(place.refuses_to_serve(&["--seal", &with_found]).contains("does not open with this key file"));

    // Leaked: the old file opens nothing, and the kit is void.
    let leaked = fs::read(place.file("root.key")).unwrap();
    let told = place.run(&["seal", "rotate", "--leaked"]).expect(0).out;
    assert!(told.contains("recovery-kit"), "{told}");
    fs::write(&found, leaked).unwrap();
    assert!(place.refuses_to_serve(&["--seal", &with_found]).contains("does not open with this key file"));
    assert!(place.run(&["seal", "status"]).expect(0).out.contains("recovery key: none"));
    assert!(place.run(&["seal", "rotate-ring"]).expect(0).out.contains("term 3"));
    place.serve(&[]).stop();
    place.is_whole(&[]);
}

#[test]
fn a_root_key_changes_its_kind_and_passphrase() {
    let place = Place::new();
    place.serve(&[]).stop();
    let (one, other) =
        (place.secret("one", "correct horse battery"), place.secret("two", "staple battery horse"));
    place.run(&["seal", "rotate", "--to", "passphrase", "--new-passphrase-file", &one]).expect(0);
    assert!(place.refuses_to_serve(&[]).contains("no `file` slot"));
    let by_one = ["--seal", "passphrase", "--passphrase-file", &one];
    let by_other = ["--seal", "passphrase", "--passphrase-file", &other];
    let change = ["seal", "rotate", "--to", "passphrase", "--new-passphrase-file", &other];
    place.run(&[&change[..], &by_one].concat()).expect(0);
    assert!(place.refuses_to_serve(&by_one).contains("does not open with this passphrase"));
    let short = place.secret("short", "short");
    let refused = place.run(
        &[&["seal", "rotate", "--to", "passphrase", "--new-passphrase-file", &short], &by_other[..]].concat(),
    );
    assert!(refused.expect(1).err.contains("12 characters"));
    let file = place.beside("new.key");
    let back = ["seal", "rotate", "--to", &format!("file:{file}")];
    place.run(&[&back[..], &by_other].concat()).expect(0);
    assert!(
        place
            .run(&[&back[..], &["--seal", &format!("file:{file}")]].concat())
            .expect(1)
            .err
            .contains("is there already")
    );
    place.serve(&["--seal", &format!("file:{file}")]).stop();
    place.is_whole(&["--seal", &format!("file:{file}")]);
}

#[test]
fn sessions_are_seen_and_ended() {
    let place = Place::new();
    let server = place.serve(&[]);
    let root = place.root();
    let trust = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{{"RAM":"acs:ram::{}:root"}}}}]}}"#,
        place.account()
    );
    for words in [
        &["ram", "CreateRole", "--RoleName", "ops", "--AssumeRolePolicyDocument", &trust][..],
        &["ram", "CreateUser", "--UserName", "alice"],
        &[
            "ram",
            "AttachPolicyToUser",
            "--PolicyType",
            "System",
            "--PolicyName",
            "AliyunSTSAssumeRoleAccess",
            "--UserName",
            "alice",
        ],
    ] {
        place.call_as(&root, words).expect(0);
    }
    let key = place.call_as(&root, &["ram", "CreateAccessKey", "--UserName", "alice"]).expect(0).json();
    let alice = Credentials::of(&key["AccessKey"]);
    let arn = format!("acs:ram::{}:role/ops", place.account());
    let wear = || {
        let worn = place
            .call_as(&alice, &["sts", "AssumeRole", "--RoleArn", &arn, "--RoleSessionName", "night"])
            .expect(0)
            .json();
        Credentials::of(&worn["Credentials"])
    };
    let (one, other) = (wear(), wear());
    for session in [&one, &other] {
        place.call_as(session, &["sts", "GetCallerIdentity"]).expect(0);
    }
    let listed = place.run(&["sessions", "list"]).expect(0).out;
    assert!(listed.contains(&one.id) && listed.contains(&other.id) && listed.contains("night"), "{listed}");
    // While the server runs it is asked, and the session's next request is refused.
    let running = wear();
    place.call_as(&running, &["sts", "GetCallerIdentity"]).expect(0);
    place.run(&["sessions", "end", "--session", &running.id]).expect(0);
    assert!(place.call_as(&running, &["sts", "GetCallerIdentity"]).code > 0);
    assert!(
        place.run(&["sessions", "end", "--user", "nobody"]).expect(1).err.contains("EntityNotExist.User")
    );
    server.stop();

    place.run(&["sessions", "end", "--session", &one.id]).expect(0);
    let server = place.serve(&[]);
    assert!(place.call_as(&one, &["sts", "GetCallerIdentity"]).code > 0);
    place.call_as(&other, &["sts", "GetCallerIdentity"]).expect(0);
    server.stop();
    place.run(&["sessions", "end", "--role", "ops"]).expect(0);
    assert!(place.run(&["sessions", "end", "--user", "nobody"]).expect(1).err.contains("no user `nobody`"));
    let server = place.serve(&[]);
    assert!(place.call_as(&other, &["sts", "GetCallerIdentity"]).code > 0);
    let third = wear();
    server.stop();
    place.run(&["sessions", "rotate-key", "--leaked"]).expect(0);
    let server = place.serve(&[]);
    assert!(place.call_as(&third, &["sts", "GetCallerIdentity"]).code > 0);
    place.call_as(&wear(), &["sts", "GetCallerIdentity"]).expect(0);
    server.stop();
    // A trail of one segment has nothing to prune.
    assert!(place.run(&["audit", "prune", "--keep", "0"]).expect(0).out.contains("0 segments"));
    place.is_whole(&[]);
}

#[test]
fn what_an_operator_cannot_do_is_told_with_the_remedy() {
    let place = Place::new();
    let none = place.run(&["root", "rotate"]).expect(1);
    assert!(none.err.contains("no store under"), "{}", none.err);
    assert!(place.refuses_to_serve(&["--account-id", "12"]).contains("16 digits"));
    for (words, told) in [
        (&["sessions", "end"][..], "--role"),
        (&["audit", "prune"], "--before"),
        (&["audit", "prune", "--before", "soon"], "2026-01-31"),
        (&["audit", "prune", "--keep", "1", "--before", "2026-01-31"], "cannot be used with"),
    ] {
        let refused = place.run(words).expect(2);
        assert!(refused.err.contains(told), "{words:?}: {}", refused.err);
    }
    for (words, teaches) in [
        (&["seal", "rotate"][..], "Cut off at any point"),
        (&["seal", "recover"], "recovery key stays good"),
        (&["seal", "rotate-ring"], "until it is written again"),
        (&["seal", "status"], "recovery key"),
        (&["recovery-kit"], "keep it apart"),
        (&["root", "rotate"], "run it again"),
        (&["root", "disable"], "way back"),
        (&["sessions", "list"], "made no call"),
        (&["sessions", "end"], "New sessions may begin"),
        (&["sessions", "rotate-key"], "every session ends"),
        (&["audit", "prune"], "still holds"),
    ] {
        let help = place.bare(&[words, &["--help"]].concat()).expect(0).out;
        assert!(help.contains(teaches), "{words:?}: {help}");
    }
}
