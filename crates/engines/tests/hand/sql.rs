//! Accounts, databases and allow lists on a running engine.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::IpAddr,
    process::{Child, Command, Stdio},
};

use rampart_rds::intent::{
    Access, AccountFacts, AccountKind, Encoding, EngineTls, HandFailed, Intent, Protection, Report,
    SecretText,
};

use crate::hall::{
    Hall, PASSWORD, PATIENCE, account, ask, database, instance, loopback, query, root_or_skip, running, setup,
};

#[tokio::test]
async fn accounts_and_databases_become_what_was_asked_for_however_often() {
    if !root_or_skip("accounts and databases") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-sql00001");
    let port = running(&link, id, Protection::Plain).await;
    let kinds = [
        AccountKind::Super,
        AccountKind::Super,
        AccountKind::Normal,
        AccountKind::Normal,
        AccountKind::Super,
    ];
    for kind in kinds {
        assert_eq!(ask(&link, id, account("boss", kind)).await, Ok(Report::Done));
        let listed = ask(&link, id, Intent::ListAccounts).await;
        let facts = |name: &str, kind| AccountFacts { name: name.parse().unwrap(), kind };
        assert_eq!(
            listed,
            Ok(Report::Accounts(vec![facts("app", AccountKind::Normal), facts("boss", kind)]))
        );
    }
    // A super account makes databases and reaches what a normal one owns; a normal one reaches its own.
    query(port, "app", "app", "CREATE TABLE t AS SELECT 1 AS v").unwrap();
    assert_eq!(query(port, "boss", "app", "INSERT INTO t VALUES (2) RETURNING v").unwrap(), "2");
    query(port, "boss", "postgres", "CREATE DATABASE \"Odd name\"").unwrap();
    assert!(query(port, "app", "postgres", "SELECT 1").unwrap_err().contains("permission denied"));

    assert_eq!(
        ask(&link, id, database("second", "nobody_here")).await,
        Err(HandFailed::NoAccount("nobody_here".into()))
    );
    assert_eq!(ask(&link, id, database("second", "boss")).await, Ok(Report::Done));
    assert!(query(port, "app", "second", "SELECT 1").unwrap_err().contains("permission denied"));
    assert_eq!(ask(&link, id, database("second", "app")).await, Ok(Report::Done));
    assert_eq!(query(port, "app", "second", "SELECT 1").unwrap(), "1");
    let other = Intent::PutDatabase {
        name: "second".parse().unwrap(),
        owner: Some("app".parse().unwrap()),
        encoding: Encoding::Latin1,
    };
    assert!(matches!(ask(&link, id, other).await, Err(HandFailed::DatabaseConflict { .. })));
    let Ok(Report::Databases(listed)) = ask(&link, id, Intent::ListDatabases).await else { panic!() };
    let seen: Vec<_> = listed
        .iter()
        .map(|facts| {
            (facts.name.as_str(), facts.owner.as_ref().map(|owner| owner.as_str()), facts.encoding.as_str())
        })
        .collect();
    let expected =
        [("Odd name", Some("boss"), "UTF8"), ("app", Some("app"), "UTF8"), ("second", Some("app"), "UTF8")];
    assert_eq!(seen, expected);
    assert!(listed.iter().all(|facts| facts.bytes > 1 << 20));

    let drop_app = || Intent::DropAccount { name: "app".parse().unwrap() };
    assert!(matches!(ask(&link, id, drop_app()).await, Err(HandFailed::AccountInUse { .. })));
    for name in ["app", "second", "second"] {
        let gone = ask(&link, id, Intent::DropDatabase { name: name.parse().unwrap() }).await;
        assert_eq!(gone, Ok(Report::Done));
    }
    for _ in 0..2 {
        assert_eq!(ask(&link, id, drop_app()).await, Ok(Report::Done));
    }
    assert!(
        query(port, "app", "postgres", "SELECT 1").unwrap_err().contains("password authentication failed")
    );
}

#[tokio::test]
async fn a_verifier_is_shown_to_nobody_while_its_statement_waits() {
    if !root_or_skip("what a waiting statement shows") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-shown001");
    let port = running(&link, id, Protection::Plain).await;
    assert_eq!(ask(&link, id, account("boss", AccountKind::Super)).await, Ok(Report::Done));
    let mut blocker = Blocker::start(port, "boss", "BEGIN; ALTER ROLE boss PASSWORD 'another';");

    let order = tokio::spawn({
        let link = link.clone();
        async move { ask(&link, id, account("boss", AccountKind::Super)).await }
    });
    tokio::task::yield_now().await;
    let waiting = "SELECT pid || ' ' || query FROM pg_stat_activity WHERE pid IN (SELECT pid FROM pg_locks WHERE NOT granted)";
    let deadline = std::time::Instant::now() + PATIENCE;
    let shown = loop {
        let shown = query(port, "boss", "postgres", waiting).unwrap();
        if !shown.is_empty() {
            break shown;
        }
        assert!(std::time::Instant::now() < deadline, "the hand's statement never waited");
    };
    assert!(!shown.contains("ROLE") && !shown.contains("SCRAM"), "{shown}");
    blocker.end();
    assert_eq!(order.await.unwrap(), Ok(Report::Done));
    for log in fs::read_dir(hall.path(id, "disk/data/pgdata/log")).unwrap().flatten() {
        assert!(!fs::read_to_string(log.path()).unwrap().contains("SCRAM-SHA-256"), "{:?}", log.path());
    }
}

/// A customer's session that has done something and not committed it.
struct Blocker(Child);

impl Blocker {
    fn start(port: u16, user: &str, statements: &str) -> Self {
        let mut psql = Command::new("psql");
        psql.args(["-X", "-q", "-h", "127.0.0.1", "-U", user, "-d", "postgres", "-p", &port.to_string()]);
        psql.env("PGPASSWORD", PASSWORD).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = psql.spawn().unwrap();
        writeln!(child.stdin.as_mut().unwrap(), "{statements}\n\\echo done").unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said.trim(), "done");
        Self(child)
    }

    /// Takes back what it did.
    fn end(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().unwrap();
    }
}

impl Drop for Blocker {
    fn drop(&mut self) {
        self.end();
    }
}

#[tokio::test]
async fn an_allow_list_is_in_force_at_once_or_refused() {
    if !root_or_skip("allow lists") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-allow001");
    let port = running(&link, id, Protection::Plain).await;
    let apply = async |access| ask(&link, id, Intent::ApplyAccess(access)).await;
    let unchanged = Ok(Report::AccessApplied { restart_needed: false });
    let answers = |wanted: bool| {
        // The engine reads its files when the signal reaches it.
        let deadline = std::time::Instant::now() + PATIENCE;
        while query(port, "app", "app", "SELECT 1").is_ok() != wanted {
            assert!(std::time::Instant::now() < deadline, "not {wanted} in time");
        }
    };

    assert_eq!(apply(Access { allowed: Vec::new(), ..loopback() }).await, unchanged);
    answers(false);
    assert_eq!(apply(Access { allowed: vec!["127.0.0.2".parse().unwrap()], ..loopback() }).await, unchanged);
    answers(false);
    assert_eq!(apply(loopback()).await, unchanged);
    answers(true);

    let wide = || vec!["127.0.0.1".parse().unwrap(), "0.0.0.0/0".parse().unwrap()];
    let refused = apply(Access { allowed: wide(), ..loopback() }).await;
    assert!(matches!(refused, Err(HandFailed::SettingRefused(_))), "{refused:?}");
    answers(true);

    let (certificate, key) = certificate();
    let tls =
        || Some(EngineTls { certificate_pem: certificate.clone(), key_pem: SecretText::new(key.clone()) });
    let everywhere: IpAddr = "0.0.0.0".parse().unwrap();
    let remote = || Access { listen: vec![everywhere], allowed: wide(), tls: tls() };
    for asked in ["once", "again, since nobody heard the answer"] {
        assert_eq!(apply(remote()).await, Ok(Report::AccessApplied { restart_needed: true }), "{asked}");
    }
    instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    let mut setup = setup(port);
    setup.access = remote();
    instance(&link, id, Intent::StartEngine(setup)).await;
    assert_eq!(
        query(port, "app", "app", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").unwrap(),
        "t"
    );
}

pub(crate) fn certificate() -> (String, String) {
    let dir = tempfile::tempdir().unwrap();
    let (certificate, key) = (dir.path().join("c"), dir.path().join("k"));
    let words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost";
    let mut openssl = Command::new("openssl");
    openssl.args(words.split(' ')).arg("-keyout").arg(&key).arg("-out").arg(&certificate);
    assert!(openssl.output().expect("the tests need `openssl`").status.success());
    (fs::read_to_string(certificate).unwrap(), fs::read_to_string(key).unwrap())
}
