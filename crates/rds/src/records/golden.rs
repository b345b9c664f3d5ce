//! The bytes of every record, as they stand in stores that exist: a change here is a new version there.

use rampart_seal::SecretString;
use rampart_store::{Record, Unknown, codec};
use rampart_vocab::{AccountId, RequestId, ServerId, Tag, Timestamp};

use super::*;
use crate::{
    instance::{Lock, Progress, Restart, Tables, Warning, WarningKind, Warnings, What, Wish},
    intent::Grant,
    keys::{KeyLoss, KeyUsedBy},
};

fn check<R: Record + PartialEq + std::fmt::Debug>(golden: &str, sample: &R) {
    let golden: String = golden.split_whitespace().collect();
    let bytes = codec::encode(sample);
    assert_eq!(hex::encode(bytes.expose_secret()), golden, "the record's bytes have changed");
    assert_eq!(codec::decode::<R>(&hex::decode(golden).unwrap()).as_ref(), Ok(sample));
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn warning(kind: WarningKind, key: Option<KeyUsedBy>) -> Warning {
    let (text, since) = ("no statement allows it".into(), at(1_767_225_701));
    Warning { kind, text, since, key, unknown: Unknown::NONE }
}

fn instance() -> Instance {
    Instance {
        id: "pgm-0mf3k2l9zq1a2b3c4".parse().unwrap(),
        account: AccountId::new(1234567890123456).unwrap(),
        region: "cn-hangzhou".parse().unwrap(),
        host: ServerId::from_bytes([1; 16]),
        description: "orders".into(),
        engine: EngineKind::PostgreSql,
        engine_version: "15".into(),
        class: "pg.n2.2c.1m".into(),
        storage_gb: 20,
        connection: "127.0.0.1".into(),
        port: 15_432,
        created: at(1_767_225_600),
        life: Life {
            wish: Wish::Running,
            progress: Progress::Served,
            up: false,
            restart: Restart::Underway,
            lock: Some(Lock { loss: KeyLoss::Disabled, since: at(1_767_225_700), unknown: Unknown::NONE }),
            noted: Warnings::from_iter([warning(WarningKind::RightLost, None)]),
            kept_until: Some(at(1_767_830_400)),
            ..Life::new(true)
        },
        encryption: Some(Encryption {
            key: "05754286-3ba2-4fa6-8d41-4323aca6e2c3".parse().unwrap(),
            role: "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole".parse().unwrap(),
            wrapped: Some(WrappedKey::new([0xA5; 4])),
            unknown: Unknown::NONE,
        }),
        allow_lists: vec![AllowList {
            name: "default".into(),
            networks: vec!["127.0.0.1/32".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
            unknown: Unknown::NONE,
        }],
        deletion_protection: true,
        tags: vec![Tag::new("team", "db")],
        client_token: Some("token-1".into()),
        cause: RequestId::from_bytes([2; 16]),
        happenings: vec![
            Happening {
                at: at(1_767_225_600),
                what: What::Wished(Wish::Running),
                reason: "".into(),
                key: None,
                unknown: Unknown::NONE,
            },
            Happening {
                at: at(1_767_225_700),
                what: What::Locked(KeyLoss::Disabled),
                reason: "the encryption key is disabled".into(),
                key: None,
                unknown: Unknown::NONE,
            },
        ],
        as_asked: vec![("PayType".into(), "Postpaid".into())],
        tables: None,
        presented: None,
        unknown: Unknown::NONE,
    }
}

#[test]
fn an_instance_keeps_its_bytes() {
    check(include_str!("golden/instance-v1.hex"), &instance());
}

/// MariaDB with disk and tables encrypted, shown as MySQL, and everything said of both keys.
fn instance_with_tables() -> Instance {
    let lock = Lock { loss: KeyLoss::DeletionScheduled, since: at(1_767_225_702), unknown: Unknown::NONE };
    let wrapped = |id, version| WrappedTableKey {
        id,
        version,
        wrapped: WrappedKey::new([0x5A; 4]),
        unknown: Unknown::NONE,
    };
    let mut instance = instance();
    instance.engine = EngineKind::MariaDb;
    instance.presented = Some(Presented::MySql);
    instance.life.noted = Warnings::from_iter([
        warning(WarningKind::RightLost, Some(KeyUsedBy::DiskEncryption)),
        warning(WarningKind::RightLost, Some(KeyUsedBy::Tde)),
    ]);
    instance.life.tables = Some(Tables {
        wanted: 3,
        made: 3,
        taken: 1,
        done: 1,
        spaces: 70,
        encrypted: 7,
        lost: Some(lock),
        unknown: Unknown::NONE,
    });
    instance.tables = Some(TableEncryption {
        key: "key-hzz630494463ejqjx0001".parse().unwrap(),
        role: "acs:ram::1234567890123456:role/tables".parse().unwrap(),
        service_key: true,
        keys: vec![wrapped(1, 1), wrapped(2, 1), wrapped(1, 3), wrapped(2, 3)],
        token: Some([7; 32]),
        unknown: Unknown::NONE,
    });
    instance.happenings.push(Happening {
        at: at(1_767_225_703),
        what: What::TablesEncrypted,
        reason: "".into(),
        key: Some(KeyUsedBy::Tde),
        unknown: Unknown::NONE,
    });
    instance
}

#[test]
fn an_instance_with_encrypted_tables_keeps_its_bytes() {
    check(include_str!("golden/instance-tables-v1.hex"), &instance_with_tables());
}

#[test]
fn an_account_of_an_engine_without_owners_keeps_its_bytes() {
    let grant = |database: &str, privilege| Grant { database: database.parse().unwrap(), privilege };
    let account = DbAccount {
        name: "app".parse().unwrap(),
        kind: AccountKind::Normal,
        verifier: SecretString::from_string("*14E65567ABDB5135D0CFD9A70B3032C179A49EE7".to_owned()),
        description: "".into(),
        created: at(1_767_225_600),
        state: ContentState::Available,
        failure: None,
        grants: vec![grant("orders", Privilege::ReadWrite), grant("stock", Privilege::ReadOnly)],
        unknown: Unknown::NONE,
    };
    check(include_str!("golden/account-grants-v1.hex"), &account);
}

#[test]
fn a_database_without_owner_keeps_its_bytes() {
    let database = Database {
        name: "orders".parse().unwrap(),
        owner: None,
        encoding: Encoding::Utf8Mb4,
        description: "".into(),
        created: at(1_767_225_600),
        state: ContentState::Available,
        failure: None,
        unknown: Unknown::NONE,
    };
    check(include_str!("golden/database-ownerless-v1.hex"), &database);
}

#[test]
fn an_account_keeps_its_bytes() {
    let account = DbAccount {
        name: "app".parse().unwrap(),
        kind: AccountKind::Super,
        verifier: SecretString::from_string("SCRAM-SHA-256$4096:c2FsdA==$a:b".to_owned()),
        description: "the shop".into(),
        created: at(1_767_225_600),
        state: ContentState::Wanted,
        failure: Some("the engine refused".into()),
        grants: Vec::new(),
        unknown: Unknown::NONE,
    };
    check(include_str!("golden/account-v1.hex"), &account);
    assert!(!format!("{account:?}").contains("SCRAM"), "a verifier shows itself");
}

#[test]
fn a_database_keeps_its_bytes() {
    let database = Database {
        name: "orders".parse().unwrap(),
        owner: Some("app".parse().unwrap()),
        encoding: Encoding::Utf8,
        description: "".into(),
        created: at(1_767_225_600),
        state: ContentState::Leaving,
        failure: None,
        unknown: Unknown::NONE,
    };
    check(include_str!("golden/database-v1.hex"), &database);
}

#[test]
fn a_pointer_keeps_its_bytes() {
    let Instance { account, id, .. } = instance();
    check(include_str!("golden/pointer-v1.hex"), &Pointer::new(account, id));
}
