//! Other hands on the trail's files, as an operator meets it: by `rampart audit verify`, and at a start.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::place::Place;

/// The newest segment of the only chain.
fn newest(data: &Path) -> PathBuf {
    let files = |at: &Path| {
        let mut found: Vec<PathBuf> = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        found
    };
    let chains = files(&data.join("audit")).into_iter().filter(|path| path.is_dir()).collect::<Vec<_>>();
    assert_eq!(chains.len(), 1, "{chains:?}");
    files(&chains[0]).pop().unwrap()
}

type Damage = fn(&Path, &[u8]);

#[test]
fn a_trail_that_is_cut_rewritten_or_gone_is_told() {
    let place = Place::new();
    let server = place.serve(&[]);
    let root = place.root();
    for number in 0..5 {
        let words = ["kms", "CreateKey", "--Description", &format!("key number {number}")];
        place.call_as(&root, &words).expect(0);
    }
    server.stop();
    place.is_whole(&[]);
    let head = place.run(&["audit", "head"]).expect(0).out;
    let head = head.trim();

    let segment = newest(&place.file(""));
    let whole = fs::read(&segment).unwrap();
    let damages: [(&str, Damage); 5] = [
        ("cut at a record", |path, bytes| fs::write(path, &bytes[..bytes.len() / 2]).unwrap()),
        ("its last byte gone", |path, bytes| fs::write(path, &bytes[..bytes.len() - 1]).unwrap()),
        ("rewritten", |path, bytes| {
            let mut bytes = bytes.to_vec();
            let at = bytes.windows(9).rposition(|window| window == b"CreateKey").unwrap();
            bytes[at..at + 9].copy_from_slice(b"UpdateKey");
            fs::write(path, bytes).unwrap();
        }),
        ("emptied", |path, _| fs::write(path, b"").unwrap()),
        ("gone", |path, _| fs::remove_file(path).unwrap()),
    ];
    for (name, damage) in damages {
        damage(&segment, &whole);
        let told = place.run(&["audit", "verify"]).expect(1).out;
        assert!(told.contains("tampering: "), "{name}: {told}");
        let told = place.run(&["audit", "verify", "--head", head]).expect(1).out;
        assert!(told.contains("tampering: "), "{name}, with a head kept elsewhere: {told}");
        fs::write(&segment, &whole).unwrap();
        place.is_whole(&[]);
    }

    // A server starts all the same, for somebody may have to disable a key, and the damage stays told.
    fs::remove_file(&segment).unwrap();
    let server = place.serve(&[]);
    place.call_as(&root, &["sts", "GetCallerIdentity"]).expect(0);
    server.stop();
    let told = place.run(&["audit", "verify"]).expect(1).out;
    assert!(told.contains("tampering: "), "{told}");
}
