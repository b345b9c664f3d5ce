//! A store's seal opened and changed: who opens it, and who no longer does.

use std::os::unix::fs::PermissionsExt;

use rampart_vocab::SeededEntropy;

use super::*;
use crate::{
    header::Slot,
    root::{FileProvider, PassphraseProvider, RecoveryKey, RecoveryProvider},
};

struct Place {
    folder: tempfile::TempDir,
    seal: Seal,
    file: FileProvider,
    entropy: SeededEntropy,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let seal = Seal::in_folder(folder.path());
    let file = FileProvider::at(folder.path().join("root.key"));
    Place { folder, seal, file, entropy: SeededEntropy::new(5) }
}

fn passphrase(text: &str) -> PassphraseProvider {
    PassphraseProvider::new(text.into()).costing(64, 1)
}

impl Place {
    fn open(&self, has_rows: bool, provider: &dyn Provider) -> Result<KeyRing, SealRefused> {
        self.seal.open_or_make(has_rows, provider, &self.entropy)
    }
}

/// Whether two rings hold the same keys.
fn same(one: &KeyRing, other: &KeyRing) -> bool {
    one.to_bytes() == other.to_bytes()
}

#[test]
fn a_first_start_makes_key_and_header_and_later_ones_find_them() {
    let place = place();
    let made = place.open(false, &place.file).unwrap();
    assert!(same(&made, &place.open(true, &place.file).unwrap()));
    for name in ["root.key", HEADER_FILE] {
        let mode = fs::metadata(place.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_store_without_its_root_key_or_header_is_never_given_a_new_one() {
    let place = place();
    place.open(false, &place.file).unwrap();
    let (key, header) = (place.file.path(), place.folder.path().join(HEADER_FILE));
    let before = fs::read(&header).unwrap();

    let text = fs::read(key).unwrap();
    fs::remove_file(key).unwrap();
    for has_rows in [false, true] {
        let refused = place.open(has_rows, &place.file).unwrap_err();
        assert!(matches!(refused, SealRefused::Root(RootRefused::Missing { .. })), "{refused}");
    }
    assert!(!key.exists());
    assert_eq!(fs::read(&header).unwrap(), before);

    fs::write(key, text).unwrap();
    fs::remove_file(&header).unwrap();
    fs::set_permissions(key, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(place.open(true, &place.file), Err(SealRefused::HeaderMissing { .. })));
    assert!(!header.exists());
}

#[test]
fn a_key_file_is_refused_when_others_may_read_it_or_it_holds_something_else() {
    let place = place();
    place.open(false, &place.file).unwrap();
    let key = place.file.path();
    for (text, mode, wanted) in [
        ("0".repeat(64), 0o640, "may be read by others (mode 640)"),
        ("0".repeat(64), 0o604, "may be read by others (mode 604)"),
        ("0".repeat(64), 0o600, "does not open with this key file"),
        ("0".repeat(63), 0o600, "not 64 hexadecimal digits"),
        (String::new(), 0o600, "not 64 hexadecimal digits"),
        ("x".repeat(64), 0o600, "not 64 hexadecimal digits"),
    ] {
        fs::write(key, text).unwrap();
        fs::set_permissions(key, fs::Permissions::from_mode(mode)).unwrap();
        let refused = place.open(true, &place.file).unwrap_err().to_string();
        assert!(refused.contains(wanted), "{refused}");
    }
}

#[test]
fn slots_open_the_same_ring_and_those_not_known_are_kept() {
    let place = place();
    let made = place.open(false, &place.file).unwrap();
    let mut header = place.seal.read().unwrap().unwrap();
    header.slots.push(Slot { kind: "abacus".into(), params: "-".into(), sealed: vec![1] });
    place.seal.replace(&header).unwrap();

    let refused = place.open(true, &passphrase("correct horse")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the store has no `passphrase` slot but `file`, `abacus`, start with one of those"
    );
    place.seal.put_slot(&place.file, &passphrase("correct horse"), &place.entropy).unwrap();
    assert!(same(&made, &place.open(true, &passphrase("correct horse")).unwrap()));
    assert!(place.open(true, &passphrase("correct horsE")).is_err());

    let (rotated, term) = place.seal.rotate_ring(&passphrase("correct horse"), &place.entropy).unwrap();
    assert_eq!((term, rotated.terms().count()), (2, 2));
    assert!(same(&rotated, &place.open(true, &place.file).unwrap()));
    assert!(place.seal.read().unwrap().unwrap().slots.iter().any(|slot| slot.kind == "abacus"));
}

#[test]
fn a_new_passphrase_replaces_the_old_one_and_a_short_one_is_refused() {
    let place = place();
    place.open(false, &passphrase("correct horse")).unwrap();
    let change =
        |new: &str| place.seal.put_slot(&passphrase("correct horse"), &passphrase(new), &place.entropy);
    assert_eq!(change("short"), Err(SealRefused::Root(RootRefused::TooShort { least: 12 })));
    change("battery staple").unwrap();
    assert!(place.open(true, &passphrase("correct horse")).is_err());
    assert!(place.open(true, &passphrase("battery staple")).is_ok());
}

#[test]
fn a_slot_whose_parameters_were_changed_does_not_open() {
    let place = place();
    place.open(false, &passphrase("correct horse")).unwrap();
    let header = place.folder.path().join(HEADER_FILE);
    let text = fs::read_to_string(&header).unwrap();
    for (from, to) in [(":64:1:1:", ":64:2:1:"), (":64:1:1:", ":4294967295:1:1:"), ("argon2id", "md5")] {
        fs::write(&header, text.replace(from, to)).unwrap();
        assert!(place.open(true, &passphrase("correct horse")).is_err(), "{to}");
    }
}

fn recovery(seed: u64) -> RecoveryProvider {
    RecoveryProvider::new(RecoveryKey::random(&SeededEntropy::new(seed)))
}

fn read_key(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_lost_root_key_is_replaced_by_the_recovery_key_alone() {
    let place = place();
    let made = place.open(false, &place.file).unwrap();
    place.seal.put_slot(&place.file, &recovery(1), &place.entropy).unwrap();
    let lost = read_key(place.file.path());
    fs::remove_file(place.file.path()).unwrap();
    assert!(place.open(true, &place.file).is_err());

    let next = FileProvider::create(place.file.path(), &place.entropy).unwrap();
    let refused = place.seal.recover(&recovery(2), &next, &place.entropy).unwrap_err();
    assert!(matches!(refused, SealRefused::Root(RootRefused::OtherRecoveryKey { .. })), "{refused}");
    assert!(same(&made, &place.seal.recover(&recovery(1), &next, &place.entropy).unwrap()));
    assert!(same(&made, &place.open(true, &place.file).unwrap()));
    assert!(same(&made, &place.seal.open(&recovery(1)).unwrap()), "the recovery key stays good");
    // Whoever finds the lost one opens nothing.
    fs::write(place.file.path(), lost).unwrap();
    assert!(matches!(place.open(true, &place.file), Err(SealRefused::Root(RootRefused::Wrong { .. }))));
}

#[test]
fn a_new_recovery_key_ends_the_one_before() {
    let place = place();
    place.open(false, &place.file).unwrap();
    for seed in [1, 2] {
        place.seal.put_slot(&place.file, &recovery(seed), &place.entropy).unwrap();
    }
    assert!(place.seal.open(&recovery(1)).is_err());
    assert!(place.seal.open(&recovery(2)).is_ok());
    let without = Seal::in_folder(place.folder.path());
    assert!(without.open(&passphrase("correct horse")).is_err());
}

#[test]
fn a_key_file_is_replaced_in_its_place_and_the_old_one_opens_nothing() {
    for reason in [Reason::Routine, Reason::Leaked] {
        let place = place();
        let made = place.open(false, &place.file).unwrap();
        place.seal.put_slot(&place.file, &recovery(1), &place.entropy).unwrap();
        let (old, header) = (read_key(place.file.path()), place.seal.read().unwrap().unwrap());
        place.seal.replace_file(&place.file, reason, &place.entropy, &mut |_| Ok(())).unwrap();
        let ring = place.open(true, &place.file).unwrap();
        let leaked = reason == Reason::Leaked;
        assert_eq!(ring.current_term(), made.current_term() + u32::from(leaked));
        assert_eq!(place.seal.open(&recovery(1)).is_err(), leaked, "{reason:?}");
        // Who has the old file and the old header has the ring key of then.
        let new = read_key(place.file.path());
        fs::write(place.file.path(), &old).unwrap();
        assert!(place.open(true, &place.file).is_err());
        let (_, key) = unlock(&header, &place.file).unwrap();
        let now = place.seal.read().unwrap().unwrap();
        assert_eq!(now.ring(&key).is_err(), leaked, "{reason:?}");
        assert_ne!(old, new);
        assert_eq!(now.slots.iter().filter(|slot| slot.kind == "file").count(), 1);
    }
}

#[test]
fn a_crash_amid_a_rotation_leaves_a_key_file_that_opens_and_the_next_ends_it() {
    for reason in [Reason::Routine, Reason::Leaked] {
        for broken_off_after in 0..4 {
            let place = place();
            let made = place.open(false, &place.file).unwrap();
            let mut steps = 0;
            let broken = place.seal.replace_file(&place.file, reason, &place.entropy, &mut |_| {
                steps += 1;
                if steps > broken_off_after { Err(SealRefused::RingChanged) } else { Ok(()) }
            });
            assert_eq!(broken, Err(SealRefused::RingChanged));
            assert!(same(&made, &place.open(true, &place.file).unwrap()), "after {broken_off_after}");
            place.seal.replace_file(&place.file, reason, &place.entropy, &mut |_| Ok(())).unwrap();
            place.open(true, &place.file).unwrap();
            let header = place.seal.read().unwrap().unwrap();
            assert_eq!(header.slots.len(), 1, "after {broken_off_after}");
            let left = fs::read_dir(place.folder.path()).unwrap().count();
            assert_eq!(left, 2, "header and key, and nothing beside them");
        }
    }
}

#[test]
fn a_provider_gives_way_to_another() {
    let place = place();
    let made = place.open(false, &place.file).unwrap();
    place.seal.put_slot(&place.file, &recovery(1), &place.entropy).unwrap();
    let phrase = passphrase("correct horse");
    place.seal.replace_root(&place.file, &phrase, Reason::Routine, &place.entropy).unwrap();
    assert!(same(&made, &place.open(true, &phrase).unwrap()));
    assert!(matches!(place.open(true, &place.file), Err(SealRefused::NoSlot { .. })));
    assert!(place.seal.open(&recovery(1)).is_ok());
    let elsewhere = place.folder.path().join("other.key");
    let file = FileProvider::create(&elsewhere, &place.entropy).unwrap();
    place.seal.replace_root(&phrase, &file, Reason::Routine, &place.entropy).unwrap();
    assert!(same(&made, &place.open(true, &FileProvider::at(&elsewhere)).unwrap()));
    assert!(place.open(true, &phrase).is_err());
}

#[test]
fn a_new_key_never_takes_the_place_of_a_file_that_is_there() {
    let place = place();
    let path = place.folder.path().join("other.key");
    fs::write(&path, "a letter").unwrap();
    let refused = FileProvider::create(&path, &place.entropy).unwrap_err();
    assert!(matches!(refused, RootRefused::Taken { .. }), "{refused}");
    assert_eq!(read_key(&path), "a letter");
    // Nor does a link lead it elsewhere.
    place.open(false, &place.file).unwrap();
    std::os::unix::fs::symlink(&path, place.folder.path().join("root.key.next")).unwrap();
    place.seal.replace_file(&place.file, Reason::Routine, &place.entropy, &mut |_| Ok(())).unwrap();
    assert_eq!(read_key(&path), "a letter");
    let missing = FileProvider::create(place.folder.path().join("none/root.key"), &place.entropy);
    assert!(missing.unwrap_err().to_string().contains("make its folder"));
}

#[test]
fn a_key_that_was_read_in_time_opens_without_its_file() {
    let place = place();
    let made = place.open(false, &place.file).unwrap();
    let mut held = FileProvider::at(place.file.path());
    assert_eq!(held.hold(), Ok(true));
    fs::remove_file(place.file.path()).unwrap();
    assert!(same(&made, &place.open(true, &held).unwrap()));
    assert_eq!(FileProvider::at(place.file.path()).hold(), Ok(false));
}
