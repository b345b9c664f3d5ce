//! The store's files exchanged: for another store's, in part or whole, and with the root key gone.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::place::Place;

fn files(of: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(of).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_file());
    found.sort();
    found
}

/// Puts files of the same names in the place of these, keeping owner and mode.
fn exchange(files: &[PathBuf], from: &Path) -> Vec<Vec<u8>> {
    let before = files.iter().map(|path| fs::read(path).unwrap()).collect();
    for path in files {
        fs::write(path, fs::read(from.join(path.file_name().unwrap())).unwrap()).unwrap();
    }
    before
}

#[test]
fn another_stores_files_open_nothing() {
    let (ours, theirs) = (Place::new(), Place::new());
    ours.serve(&[]).stop();
    let server = theirs.serve(&[]);
    theirs.call_as(&theirs.root(), &["kms", "CreateKey"]).expect(0);
    server.stop();

    let store = ours.file("store");
    let all = files(&store);
    let rows: Vec<PathBuf> =
        all.iter().filter(|path| path.extension().is_some_and(|end| end == "redb")).cloned().collect();
    assert!(rows.len() == 1 && all.len() > 1, "{all:?}");
    for exchanged in [&rows, &all] {
        let before = exchange(exchanged, &theirs.file("store"));
        let told = ours.refuses_to_serve(&[]);
        assert!(!told.contains("panicked"), "{told}");
        for (path, bytes) in exchanged.iter().zip(&before) {
            fs::write(path, bytes).unwrap();
        }
        let server = ours.serve(&[]);
        ours.call_as(&ours.root(), &["sts", "GetCallerIdentity"]).expect(0);
        server.stop();
    }
    ours.is_whole(&[]);
}

/// A key that was switched off since is on again, by a copy of the store from before.
#[test]
fn an_older_store_put_back_is_told_at_every_look() {
    let place = Place::new();
    let server = place.serve(&[]);
    let made = place.call_as(&place.root(), &["kms", "CreateKey"]).expect(0).json();
    let key = made["KeyMetadata"]["KeyId"].as_str().unwrap();
    server.stop();
    let rows = place.file("store").join("rows.redb");
    let before = fs::read(&rows).unwrap();

    let server = place.serve(&[]);
    place.call_as(&place.root(), &["kms", "DisableKey", "--KeyId", key]).expect(0);
    server.stop();
    place.is_whole(&[]);
    fs::write(&rows, before).unwrap();

    let is_told = || {
        let told = place.run(&["audit", "verify"]).expect(1).out;
        assert!(told.contains("tampering: ") && told.contains("an older store was put back"), "{told}");
    };
    is_told();
    // It starts, for somebody may have to switch the key off again, and later looks tell it all the same.
    for _ in 0..2 {
        let server = place.serve(&[]);
        place.call_as(&place.root(), &["kms", "DisableKey", "--KeyId", key]).expect(0);
        server.stop();
        is_told();
    }
}
