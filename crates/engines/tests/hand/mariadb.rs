//! What is MariaDB's own: accounts as entries per network, rights per database, and the walls around both.

use std::{net::IpAddr, path::Path, process::Command};

use rampart_rds::intent::{
    Access, AccountFacts, AccountKind, Encoding, EngineKind, EngineTls, Grant, HandFailed, Intent,
    NativeVerifier, Privilege, Protection, Report, SecretText, Verifier,
};

use crate::{
    hall::{
        Hall, PASSWORD, PATIENCE, Served, account_of, ask, database_of, instance, loopback, root_or_skip,
        running_of, setup_of,
    },
    sql::certificate,
};

const KIND: EngineKind = EngineKind::MariaDb;

fn with(name: &str, kind: AccountKind, grants: &[(&str, Privilege)]) -> Intent {
    let grant = |(database, privilege): &(&str, Privilege)| Grant {
        database: database.parse().unwrap(),
        privilege: *privilege,
    };
    Intent::PutAccount {
        name: name.parse().unwrap(),
        verifier: Verifier::NativePassword(NativeVerifier::derive(PASSWORD).unwrap()),
        kind,
        grants: grants.iter().map(grant).collect(),
    }
}

#[tokio::test]
async fn accounts_have_exactly_the_rights_that_were_granted_last() {
    if !root_or_skip("accounts and databases of MariaDB") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "rm-sql00001");
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    let done = async |intent| assert_eq!(ask(&link, id, intent).await, Ok(Report::Done));
    // An underscore in a granted name is no wildcard.
    for name in ["app_1", "appx1"] {
        done(database_of(KIND, name, "app")).await;
    }
    served.query("app", "app", "CREATE TABLE t (v INT); INSERT INTO t VALUES (1)").unwrap();
    // With a binary log these ask for more than an account here can have.
    served
        .query("app", "app", "CREATE FUNCTION one() RETURNS INT RETURN 1; CREATE TABLE log (v INT)")
        .unwrap();
    served
        .query(
            "app",
            "app",
            "CREATE TRIGGER kept AFTER DELETE ON t FOR EACH ROW INSERT INTO log VALUES (one())",
        )
        .unwrap();
    let (read, write, ddl) =
        ("SELECT v FROM app.t", "INSERT INTO app.t VALUES (1)", "CREATE TABLE app.n (v INT)");
    let cases = [
        (Privilege::ReadOnly, [true, false, false]),
        (Privilege::DmlOnly, [true, true, false]),
        (Privilege::DdlOnly, [false, false, true]),
        (Privilege::ReadWrite, [true, true, true]),
    ];
    for (privilege, may) in cases {
        done(with("works", AccountKind::Normal, &[("app", privilege), ("app_1", Privilege::ReadWrite)]))
            .await;
        for (statement, may) in [read, write, ddl].into_iter().zip(may) {
            let answer = served.query("works", "app", statement);
            assert_eq!(answer.is_ok(), may, "{privilege:?}: {statement}: {answer:?}");
        }
        let _ = served.query("app", "app", "DROP TABLE IF EXISTS n");
        assert!(served.query("works", "app_1", "SELECT 1").is_ok());
        assert!(served.query("works", "appx1", "SELECT 1").is_err());
    }
    done(with("works", AccountKind::Normal, &[])).await;
    assert!(served.query("works", "app", read).is_err());
    assert!(served.query("works", "information_schema", "SELECT 1").is_ok());

    for kind in [AccountKind::Super, AccountKind::Super, AccountKind::Normal, AccountKind::Super] {
        done(account_of(KIND, "boss", kind)).await;
        let facts = |name: &str, kind| AccountFacts { name: name.parse().unwrap(), kind };
        let expected =
            vec![facts("app", AccountKind::Normal), facts("boss", kind), facts("works", AccountKind::Normal)];
        assert_eq!(ask(&link, id, Intent::ListAccounts).await, Ok(Report::Accounts(expected)));
    }
    served.query("boss", "app", "INSERT INTO t VALUES (2); CREATE DATABASE `Odd name`").unwrap();
    let narrow =
        Intent::PutDatabase { name: "narrow".parse().unwrap(), owner: None, encoding: Encoding::Gbk };
    done(narrow).await;
    let other = Intent::PutDatabase { name: "app".parse().unwrap(), owner: None, encoding: Encoding::Latin1 };
    assert!(matches!(ask(&link, id, other).await, Err(HandFailed::DatabaseConflict { .. })));
    let Ok(Report::Databases(listed)) = ask(&link, id, Intent::ListDatabases).await else { panic!() };
    let seen: Vec<_> = listed.iter().map(|facts| (facts.name.as_str(), facts.encoding.as_str())).collect();
    let expected = [
        ("Odd name", "utf8mb4"),
        ("app", "utf8mb4"),
        ("app_1", "utf8mb4"),
        ("appx1", "utf8mb4"),
        ("narrow", "gbk"),
    ];
    assert_eq!(seen, expected);
    assert!(listed.iter().any(|facts| facts.name == "app" && facts.bytes > 0));

    // Who defined something stays, since what it defined would be refused without.
    served.query("works", "app_1", "CREATE VIEW w AS SELECT 1 AS v").unwrap_err();
    served.query("app", "app", "CREATE VIEW w AS SELECT v FROM t").unwrap();
    let drop_app = || Intent::DropAccount { name: "app".parse().unwrap() };
    assert!(matches!(ask(&link, id, drop_app()).await, Err(HandFailed::AccountInUse { .. })));
    for name in ["app", "app_1", "app_1"] {
        done(Intent::DropDatabase { name: name.parse().unwrap() }).await;
    }
    for _ in 0..2 {
        done(drop_app()).await;
    }
    assert!(served.query("app", "information_schema", "SELECT 1").unwrap_err().contains("Access denied"));
}

#[tokio::test]
async fn an_allow_list_of_mariadb_is_in_force_at_once_or_refused() {
    if !root_or_skip("allow lists of MariaDB") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "rm-allow001");
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    let apply = async |access| ask(&link, id, Intent::ApplyAccess(access)).await;
    let unchanged = Ok(Report::AccessApplied { restart_needed: false });
    let answers = |statement| served.query("app", "app", statement);
    let only = |networks: &[&str]| Access {
        allowed: networks.iter().map(|text| text.parse().unwrap()).collect(),
        ..loopback()
    };
    answers("CREATE TABLE t (v INT); CREATE VIEW w AS SELECT COUNT(*) AS v FROM t").unwrap();

    for (networks, let_in) in [
        (&[][..], false),
        (&["127.0.0.2"], false),
        (&["127.0.0.1"], true),
        (&["127.0.0.0/8"], true),
        (&["127.0.0.2", "::1"], false),
        (&["127.0.0.0/24"], true),
    ] {
        assert_eq!(apply(only(networks)).await, unchanged);
        // The view's definer is the entry of a network that is no longer allowed.
        assert_eq!(answers("SELECT v FROM w").is_ok(), let_in, "{networks:?}");
    }
    for refused in [&["127.0.0.1", "0.0.0.0/0"][..], &["2001:db8::/32"]] {
        assert!(matches!(apply(only(refused)).await, Err(HandFailed::SettingRefused(_))));
        assert!(answers("SELECT 1").is_ok());
    }

    // A list that changed while the engine was down is in force before anybody is let in.
    let restart = async |access| {
        instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
        let mut setup = setup_of(KIND, served.port);
        setup.access = access;
        instance(&link, id, Intent::StartEngine(setup)).await;
    };
    restart(only(&["127.0.0.9"])).await;
    assert!(answers("SELECT 1").is_err());

    let (certificate, key) = certificate();
    let everywhere: IpAddr = "0.0.0.0".parse().unwrap();
    let remote = || Access {
        listen: vec![everywhere],
        allowed: vec!["0.0.0.0/0".parse().unwrap()],
        tls: Some(EngineTls { certificate_pem: certificate.clone(), key_pem: SecretText::new(key.clone()) }),
    };
    for asked in ["once", "again, since nobody heard the answer"] {
        assert_eq!(apply(remote()).await, Ok(Report::AccessApplied { restart_needed: true }), "{asked}");
    }
    restart(remote()).await;
    let cipher = "SELECT VARIABLE_VALUE <> '' FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'";
    assert_eq!(served.query_with("app", "app", cipher, &["--ssl"]).unwrap(), "1");
    assert!(served.query_with("app", "app", "SELECT 1", &["--skip-ssl"]).is_err(), "unencrypted");
}

#[tokio::test]
async fn no_account_of_mariadb_reaches_files_other_accounts_or_the_engine() {
    if !root_or_skip("what accounts of MariaDB may do") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "rm-sqlwall1");
    let served = running_of(&link, id, KIND, Protection::Plain).await;
    assert_eq!(ask(&link, id, account_of(KIND, "boss", AccountKind::Super)).await, Ok(Report::Done));
    served.query("app", "app", "CREATE TABLE t (v TEXT)").unwrap();
    for user in ["app", "boss"] {
        assert_eq!(served.query(user, "app", "SELECT COUNT(*) FROM t").unwrap(), "0", "the control");
        for statement in WALLS {
            let answer = served.query(user, "app", statement);
            let told = answer.as_ref().err().cloned().unwrap_or_default();
            let kept = ["denied", "not allowed", "ERROR 1290", "ERROR 4166", "ERROR 1465", "Unknown thread"];
            assert!(kept.iter().any(|word| told.contains(word)), "{user}: {statement}: {answer:?}");
        }
        assert_eq!(served.query(user, "app", "SELECT LOAD_FILE('/etc/hostname')").unwrap(), "NULL");
        let seen = served.query(user, "app", "SELECT DISTINCT USER FROM information_schema.PROCESSLIST");
        assert_eq!(seen.unwrap(), user, "sessions of others, the hand's among them");
        let own = served.query(user, "app", "SHOW VARIABLES LIKE '%management_token%'").unwrap();
        assert_eq!(own, "");
    }
    served.query("root", "mysql", "SELECT 1").unwrap_err();
    nothing_written_of_the_verifier(&hall, id);
}

const WALLS: &[&str] = &[
    "SELECT 1 INTO OUTFILE '/tmp/rampart-out'",
    "SELECT 1 INTO DUMPFILE '/tmp/rampart-out'",
    "LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
    "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
    "SELECT * FROM mysql.global_priv",
    "SELECT * FROM mysql.user",
    "UPDATE mysql.global_priv SET Priv = '{}'",
    "CREATE TABLE mysql.mine (v INT)",
    "RENAME TABLE t TO mysql.mine",
    "DROP DATABASE mysql",
    "HANDLER mysql.global_priv OPEN",
    "CREATE TRIGGER mysql.tr AFTER INSERT ON mysql.db FOR EACH ROW SET @a = 1",
    "CALL sys.ps_setup_show_enabled(true, true)",
    "CREATE USER other",
    "GRANT SELECT ON app.* TO app@'0.0.0.0'",
    "GRANT FILE ON *.* TO app@'0.0.0.0'",
    "SET PASSWORD FOR app@'0.0.0.0' = PASSWORD('x')",
    "SHOW GRANTS FOR app@'0.0.0.0'",
    "CREATE DEFINER = root@localhost PROCEDURE p() SELECT 1",
    "FLUSH PRIVILEGES",
    "SET GLOBAL general_log = ON",
    "SET GLOBAL local_infile = ON",
    "SET SESSION sql_log_bin = OFF",
    "SET SESSION enforce_storage_engine = NULL",
    "CREATE TABLE m (v INT) ENGINE = MyISAM",
    "CREATE TABLE m (v INT) ENGINE = Aria",
    "CREATE TABLE m (v INT) ENGINE = CSV",
    "CREATE TABLE m (v INT) ENGINE = MEMORY",
    "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1')",
    "INSTALL SONAME 'ha_connect'",
    "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'",
    "SHOW BINARY LOGS",
    "SHOW ENGINE INNODB STATUS",
    "CHANGE MASTER TO MASTER_HOST = '127.0.0.1'",
    "SHUTDOWN",
    "KILL 1",
];

/// The verifier stands in the engine's table of accounts and in that table's own log, and nowhere else.
fn nothing_written_of_the_verifier(hall: &Hall, id: &str) {
    let verifier = NativeVerifier::derive(PASSWORD).unwrap();
    let base = hall.path(id, "disk/data/mariadb");
    let found = Command::new("grep").args(["-rlaF", verifier.expose()]).arg(&base).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    let names: Vec<_> = found.lines().filter_map(|path| Path::new(path).file_name()?.to_str()).collect();
    assert!(!names.is_empty(), "the control");
    assert!(
        names.iter().all(|name| *name == "global_priv.MAD" || name.starts_with("aria_log.")),
        "{names:?}"
    );
}

/// One more word on the engine as its customers see it: without keys, its tables cannot be encrypted.
#[tokio::test]
async fn an_engine_without_keys_says_that_it_cannot_encrypt() {
    if !root_or_skip("encrypting without keys") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "rm-nokeys01");
    let Served { .. } = running_of(&link, id, KIND, Protection::Plain).await;
    let refused = ask(&link, id, Intent::EncryptTables { version: 1 }).await;
    assert!(matches!(refused, Err(HandFailed::SettingRefused(_))), "{refused:?}");
    assert!(!instance(&link, id, Intent::Look).await.engine.unwrap().tables);
}
