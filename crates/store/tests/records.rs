//! How records stand in bytes, and what readers of other versions make of them.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use rampart_seal::{SecretArray, SecretBytes, SecretString};
use rampart_store::{
    Malformed, Unknown, choice,
    codec::{self, decode, encode},
    golden, part, record,
};
use rampart_vocab::{AccountId, KeyId, Revision, RoleId, Tag, Timestamp};

choice! {
    /// Bare and laden variants.
    pub enum State {
        /// Bare.
        1 => Enabled,
        /// With a value.
        2 => PendingDeletion(Timestamp),
    }
}

part! {
    /// A struct inside.
    pub struct Lock {
        /// Why.
        1 => pub reason: Box<str>,
        /// Since when.
        2 => pub since: Option<Timestamp>,
    }
}

record! {
    /// One field of every type.
    #[derive(Eq)]
    pub struct Everything (kind = 0x7F01, version = 1) {
        /// A flag.
        1 => pub flag: bool,
        /// Numbers.
        2 => pub numbers: (u16, i64),
        /// Text.
        3 => pub text: String,
        /// Bytes.
        4 => pub bytes: Vec<u8>,
        /// Fixed bytes.
        5 => pub fixed: [u8; 4],
        /// Secrets.
        6 => pub secret: SecretBytes,
        /// Secret text.
        7 => pub password: SecretString,
        /// A secret of a length.
        8 => pub key: SecretArray<4>,
        /// Ids.
        9 => pub account: AccountId,
        /// Ids.
        10 => pub id: KeyId,
        /// Ids.
        11 => pub role: Option<RoleId>,
        /// Tags.
        12 => pub tags: Vec<Tag>,
        /// A map.
        13 => pub map: BTreeMap<Box<str>, u64>,
        /// A set.
        14 => pub set: BTreeSet<u32>,
        /// A time.
        15 => pub at: Timestamp,
        /// A revision.
        16 => pub revision: Revision,
        /// Came later.
        17 => pub later: u32 = 7,
        /// Nothing.
        18 => pub nothing: (),
    }
}

record! {
    /// The first version of a record.
    pub struct KeyV1 (kind = 0x7F02, version = 1) {
        /// Where it stands.
        1 => pub enabled: bool,
        /// Its locks.
        2 => pub locks: Vec<Lock>,
    }
}

record! {
    /// The second version: a state in place of a flag.
    pub struct Key (kind = 0x7F02, version = 2, before = KeyV1) {
        /// Its locks.
        2 => pub locks: Vec<Lock>,
        /// Where it stands.
        3 => pub state: State,
    }
}

record! {
    /// The second version as a later release writes it: with a field that the reader above does not know.
    pub struct LaterKey (kind = 0x7F02, version = 2) {
        /// Its locks.
        2 => pub locks: Vec<LaterLock>,
        /// Where it stands.
        3 => pub state: State,
        /// Not known before.
        9 => pub colour: String,
    }
}

part! {
    /// A lock with a field more.
    pub struct LaterLock {
        /// Why.
        1 => pub reason: Box<str>,
        /// Not known before.
        5 => pub severity: u8,
    }
}

impl From<KeyV1> for Key {
    fn from(old: KeyV1) -> Self {
        let state = if old.enabled { State::Enabled } else { State::PendingDeletion(Timestamp::UNIX_EPOCH) };
        Self { locks: old.locks, state, unknown: old.unknown }
    }
}

fn everything() -> Everything {
    Everything {
        flag: true,
        numbers: (65_535, -3),
        text: "ä".into(),
        bytes: vec![1, 2, 3],
        fixed: [9; 4],
        secret: SecretBytes::copied_from(b"hunter2"),
        password: "hunter2".into(),
        key: SecretArray::new([4; 4]),
        account: AccountId::new(1_234_567_890_123_456).unwrap(),
        id: KeyId::from_bytes([7; 16]),
        role: Some(RoleId::from_number(300_000_000_000_000_000)),
        tags: vec![Tag::new("team", "db"), Tag::new("", "")],
        map: BTreeMap::from([("a".into(), 1), ("b".into(), u64::MAX)]),
        set: BTreeSet::from([1, 2]),
        at: "2026-01-01T00:00:00.25Z".parse().unwrap(),
        revision: Revision(5),
        later: 8,
        nothing: (),
        unknown: Unknown::NONE,
    }
}

fn sparse() -> Everything {
    Everything {
        role: None,
        bytes: vec![],
        tags: vec![],
        map: BTreeMap::new(),
        set: BTreeSet::new(),
        at: Timestamp::UNIX_EPOCH,
        ..everything()
    }
}

#[test]
fn records_are_written_as_their_golden_files_say() {
    golden::check("golden/everything.1.txt", &[("full", everything()), ("sparse", sparse())]);
    let lock = Lock { reason: "tag".into(), since: None, unknown: Unknown::NONE };
    let old = KeyV1 { enabled: true, locks: vec![lock.clone()], unknown: Unknown::NONE };
    golden::check("golden/key.1.txt", &[("enabled", old)]);
    let key = Key { locks: vec![lock], state: State::Enabled, unknown: Unknown::NONE };
    golden::check_reads("golden/key.1.txt", &[("enabled", key.clone())]);
    golden::check("golden/key.2.txt", &[("enabled", key)]);
}

#[test]
fn secrets_stay_silent_inside_a_record() {
    assert!(!format!("{:?}", everything()).contains("hunter2"));
}

#[test]
fn fields_not_known_are_kept_and_written_back_at_every_depth() {
    let later = LaterKey {
        locks: vec![LaterLock { reason: "tag".into(), severity: 3, unknown: Unknown::NONE }],
        state: State::Enabled,
        colour: "red".into(),
        unknown: Unknown::NONE,
    };
    let mut read: Key = decode(encode(&later).expose_secret()).unwrap();
    assert_eq!((read.unknown.len(), read.locks[0].unknown.len()), (1, 1));
    read.state = State::PendingDeletion(Timestamp::UNIX_EPOCH);
    let back: LaterKey = decode(encode(&read).expose_secret()).unwrap();
    assert_eq!(back, LaterKey { state: State::PendingDeletion(Timestamp::UNIX_EPOCH), ..later });
}

#[test]
fn a_reader_takes_its_own_version_and_the_one_before() {
    let old = KeyV1 { enabled: true, locks: vec![], unknown: Unknown::NONE };
    let bytes = encode(&old);
    assert_eq!(decode::<Key>(bytes.expose_secret()).unwrap().state, State::Enabled);
    let new = encode(&Key::from(old));
    assert_eq!(
        decode::<KeyV1>(new.expose_secret()),
        Err(Malformed("a newer version of the record, upgrade this server"))
    );
    assert_eq!(
        decode::<LaterKey>(bytes.expose_secret()),
        Err(Malformed("too old a version of the record, upgrade step by step"))
    );
    assert_eq!(decode::<Everything>(new.expose_secret()), Err(Malformed("a record of another kind")));
}

#[test]
fn a_missing_field_reads_as_its_default_or_is_refused() {
    record! {
        /// All but two fields.
        pub struct Less (kind = 0x7F03, version = 1) {
            /// There.
            1 => pub a: u32,
        }
    }
    record! {
        /// All fields.
        pub struct More (kind = 0x7F03, version = 1) {
            /// There.
            1 => pub a: u32,
            /// With a default.
            2 => pub b: u32 = 5,
            /// Left out when none.
            3 => pub c: Option<u32>,
        }
    }
    record! {
        /// One field too many.
        pub struct TooMuch (kind = 0x7F03, version = 1) {
            /// Without a default.
            4 => pub d: u32,
        }
    }
    let less = encode(&Less { a: 1, unknown: Unknown::NONE });
    let more = More { a: 1, b: 5, c: None, unknown: Unknown::NONE };
    assert_eq!(decode::<More>(less.expose_secret()), Ok(more));
    assert_eq!(decode::<TooMuch>(less.expose_secret()), Err(Malformed("field `d` is missing")));
}

#[test]
fn no_bytes_make_a_reader_panic_or_read_twice() {
    let good = encode(&everything());
    let good = good.expose_secret();
    for at in 0..good.len() {
        assert!(decode::<Everything>(&good[..at]).is_err(), "cut at {at}");
        for byte in [0x00, 0x1B, 0x5F, 0x7F, 0x9B, 0xBB, 0xFF] {
            let mut changed = good.to_vec();
            changed[at] = byte;
            let _ = decode::<Everything>(&changed);
        }
    }
    assert!(decode::<Everything>(&[good, &[0]].concat()).is_err(), "trailing bytes");
    // [kind, 1, {1: true, 1: true}]
    let twice = [0x83, 0x19, 0x7F, 0x02, 0x01, 0xA2, 0x01, 0xF5, 0x01, 0xF5];
    assert_eq!(decode::<KeyV1>(&twice), Err(Malformed("field `enabled` stands twice")));
    // A list that claims four thousand million values.
    let huge = [0x83, 0x19, 0x7F, 0x02, 0x01, 0xA2, 0x01, 0xF5, 0x02, 0x9A, 0xFF, 0xFF, 0xFF, 0xFF];
    assert_eq!(codec::decode::<KeyV1>(&huge), Err(Malformed("not a list")));
}
