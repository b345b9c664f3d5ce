//! One instance reads nothing of another's, nor of the server's: not by SQL, not as its system user.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    },
    path::PathBuf,
    process::Command,
};

use rampart_rds::intent::{AccountKind, EngineKind, Protection, Report};

use crate::hall::{BOTH, Hall, account, ask, named, query, root_or_skip, running, running_of};

#[tokio::test]
async fn no_account_reaches_files_programs_verifiers_or_the_superuser() {
    if !root_or_skip("what accounts may do") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-sqlwall1");
    let port = running(&link, id, Protection::Plain).await;
    assert_eq!(ask(&link, id, account("boss", AccountKind::Super)).await, Ok(Report::Done));
    query(port, "app", "app", "CREATE TABLE t (v text)").unwrap();
    for user in ["app", "boss"] {
        assert_eq!(query(port, user, "app", "SELECT count(*) FROM t").unwrap(), "0", "the control");
        for statement in [
            "COPY t FROM PROGRAM 'id'",
            "COPY t TO PROGRAM 'cat'",
            "COPY t FROM '/etc/passwd'",
            "COPY t TO '/tmp/rampart-out'",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT pg_ls_dir('/')",
            "SELECT lo_import('/etc/passwd')",
            "SELECT rolpassword FROM pg_authid",
            "SELECT passwd FROM pg_shadow",
            "CREATE ROLE other",
            "ALTER ROLE rampart PASSWORD 'x'",
            "ALTER ROLE CURRENT_USER SUPERUSER",
            "ALTER ROLE CURRENT_USER REPLICATION",
            "ALTER ROLE CURRENT_USER BYPASSRLS",
            "SET ROLE rampart",
            "GRANT pg_execute_server_program TO CURRENT_USER",
            "GRANT pg_read_all_data TO CURRENT_USER",
            "ALTER SYSTEM SET archive_command = 'id'",
            "SET session_preload_libraries = 'x'",
            "CREATE TABLESPACE s LOCATION '/tmp'",
            "CREATE EXTENSION file_fdw",
            "CREATE EXTENSION dblink",
            "CREATE EXTENSION plperlu",
            "CREATE FUNCTION f() RETURNS int AS 'libc', 'getpid' LANGUAGE c",
            "SELECT pg_reload_conf()",
            "SELECT pg_create_physical_replication_slot('s')",
        ] {
            let answer = query(port, user, "app", statement);
            let told = answer.as_ref().err().cloned().unwrap_or_default();
            let kept = [
                "permission denied",
                "must be ",
                "must have",
                "Must be",
                "is not available",
                "could not open",
            ];
            assert!(kept.iter().any(|word| told.contains(word)), "{user}: {statement}: {answer:?}");
        }
        assert!(query(port, "rampart", "postgres", "SELECT 1").unwrap_err().contains("pg_hba.conf rejects"));
    }
}

#[tokio::test]
async fn an_instances_user_reads_nothing_of_another_instance_or_the_server() {
    if !root_or_skip("what instances' users may do") {
        return;
    }
    for kind in BOTH {
        apart(kind).await;
    }
}

/// The files that processes of this user have open.
fn held_by(uid: u32) -> Vec<PathBuf> {
    let processes = fs::read_dir("/proc").unwrap().flatten().filter(|process| {
        process.metadata().is_ok_and(|it| it.uid() == uid) && process.path().join("fd").is_dir()
    });
    let descriptors =
        processes.flat_map(|process| fs::read_dir(process.path().join("fd")).into_iter().flatten());
    descriptors.flatten().filter_map(|descriptor| fs::read_link(descriptor.path()).ok()).collect()
}

async fn apart(kind: EngineKind) {
    let hall = Hall::new();
    let secret = hall.config.data_dir.join("root-credentials.json");
    fs::create_dir_all(&hall.config.data_dir).unwrap();
    fs::write(&secret, "secret").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    let link = hall.hand_holding(&secret);
    let (one, other) = (&*named(kind, "userone1"), &*named(kind, "usertwo2"));
    running_of(&link, one, kind, Protection::Plain).await;
    let port = running_of(&link, other, kind, Protection::Plain).await.port;
    let (uid, other_uid) = (hall.uid(one), hall.uid(other));
    assert_ne!(uid, other_uid);
    let held = held_by(uid);
    assert!(!held.is_empty() && !held.contains(&secret), "{held:?}");

    let can = |uid: u32, program: &str, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).current_dir("/").uid(uid).gid(uid);
        command.output().unwrap().status.success()
    };
    let path = |id, name| hall.path(id, name).to_str().unwrap().to_owned();
    let (data, conf) = match kind {
        EngineKind::PostgreSql => ("disk/data/pgdata/PG_VERSION", "conf/pg_hba.conf"),
        EngineKind::MariaDb => ("disk/data/mariadb/data/ibdata1", "conf/mariadb.cnf"),
    };
    // (program, what of an instance, whether its own user may)
    for (program, name, own) in [
        ("ls", "disk/data", true),
        ("ls", "run", true),
        ("cat", data, true),
        ("cat", conf, true),
        ("cat", "hand.json", false),
        ("cat", "image", false),
        ("ls", "disk", false),
        ("ls", ".", false),
        ("touch", conf, false),
        ("touch", "conf/planted", false),
        ("touch", "disk/planted", false),
        ("touch", "planted", false),
    ] {
        assert_eq!(can(uid, program, &[&path(one, name)]), own, "{program} {name} of its own");
        assert!(!can(uid, program, &[&path(other, name)]), "{program} {name} of another's");
    }
    assert!(!can(uid, "cat", &[secret.to_str().unwrap()]));
    assert!(!can(uid, "ls", &[hall.instances().to_str().unwrap()]));
    let (run, port) = (path(other, "run"), port.to_string());
    let user = format!("--user=rampart-db-{other_uid}");
    let socket = format!("--socket={run}/s");
    let (program, login) = match kind {
        EngineKind::PostgreSql => {
            ("psql", vec!["-X", "-h", &run, "-p", &port, "-U", "rampart", "-d", "postgres", "-c", "SELECT 1"])
        }
        EngineKind::MariaDb => ("mariadb", vec!["--no-defaults", &socket, &user, "-e", "SELECT 1"]),
    };
    assert!(can(other_uid, program, &login), "the control");
    assert!(!can(uid, program, &login));
    // Root reaches the socket and is nobody there.
    assert!(!can(0, program, &login));
}
