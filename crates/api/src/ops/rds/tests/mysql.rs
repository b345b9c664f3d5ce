//! MariaDB, as itself and in MySQL's place: what is called MySQL, and where it is said what runs.

use rampart_rds::intent::HandFailed;
use rampart_testkit::{done, refused};
use serde_json::{Value, json};

use super::{MARIADB, MYSQL, Stage};

const SERVED_BY: &str = "served by MariaDB 10.11";

#[test]
fn mysql_goes_by_its_name_and_what_runs_is_told() {
    let stage = Stage::with_mysql();
    let id = stage.create_of(MYSQL, &[]);
    assert!(id.starts_with("rm-"), "{id}");
    for (field, value) in [
        ("Engine", json!("MySQL")),
        ("EngineVersion", json!("8.0")),
        ("DBInstanceDescription", json!("")),
        ("CurrentKernelVersion", json!("MariaDB 10.11")),
        ("Tips", json!(SERVED_BY)),
        ("TipsLevel", json!(0)),
    ] {
        assert_eq!(stage.told(&id, field), value, "{field}");
    }
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");
    let engines = |engine: &str| {
        let answer = stage.done("DescribeDBInstances", &[("Engine", engine)]);
        answer["Items"]["DBInstance"].as_array().unwrap().clone()
    };
    assert_eq!(engines("MySQL").len(), 1);
    assert_eq!(
        (&engines("MySQL")[0]["Engine"], &engines("MySQL")[0]["Tips"]),
        (&json!("MySQL"), &json!(SERVED_BY))
    );
    assert_eq!(engines("MariaDB").len(), 0);
    let begun = stage.done("DescribeEvents", &[])["EventItems"]["EventItems"].as_array().unwrap().clone();
    assert_eq!(begun.last().unwrap()["EventReason"], json!("MySQL is served by MariaDB 10.11"));
    // A warning says nothing but what is wrong.
    stage.hand.fail_with(Some(HandFailed::StopFailed));
    stage.on(&id, "StopDBInstance", &[], done());
    stage.carry_out(&id);
    let tips = super::text(&stage.told(&id, "Tips"));
    assert!(tips.contains("did not stop in time") && !tips.contains("MariaDB 10.11"), "{tips}");
    assert_eq!(stage.told(&id, "TipsLevel"), json!(1));
    let parameters = stage.on(&id, "DescribeParameters", &[], done());
    assert_eq!((&parameters["Engine"], &parameters["EngineVersion"]), (&json!("MySQL"), &json!("8.0")));
}

#[test]
fn mariadb_is_served_whatever_serves_mysql() {
    let stage = Stage::new();
    let id = stage.create_of(MARIADB, &[]);
    for (field, value) in [
        ("Engine", json!("MariaDB")),
        ("EngineVersion", json!("10.11")),
        ("CurrentKernelVersion", json!("MariaDB 10.11")),
        ("Tips", json!("")),
    ] {
        assert_eq!(stage.told(&id, field), value, "{field}");
    }
    for version in ["10.3", "10.6"] {
        let mut params = super::PLAIN.to_vec();
        params.retain(|(name, _)| !matches!(*name, "Engine" | "EngineVersion"));
        params.extend([("Engine", "MariaDB"), ("EngineVersion", version)]);
        let told = stage.world.call(&stage.root, "rds", "CreateDBInstance", &params).unwrap_err();
        assert_eq!((told.status, told.code.as_str()), (400, "InvalidEngineVersion.Malformed"));
        assert!(told.message.contains("`10.11`"), "{}", told.message);
    }
    let params: Vec<_> = super::PLAIN
        .iter()
        .map(|(name, value)| (*name, if *name == "Engine" { "MySQL" } else { *value }))
        .collect();
    let told = stage.world.call(&stage.root, "rds", "CreateDBInstance", &params).unwrap_err();
    assert_eq!((told.status, told.code.as_str()), (400, "InvaildEngineInRegion.ValueNotSupported"));
    assert!(told.message.contains("--mysql-engine mariadb"), "{}", told.message);
}

#[test]
fn a_disk_of_mariadb_is_encrypted_like_any() {
    let stage = Stage::with_mysql();
    let (role, key) = (stage.role(), stage.key());
    let id = stage.create_of(MYSQL, &[("RoleARN", &role), ("EncryptionKey", &key)]);
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");
    let told = stage.on(&id, "DescribeDBInstanceEncryptionKey", &[], done());
    assert_eq!(told["EncryptionKey"], json!(key));
    let authorised = stage.on(&id, "CheckCloudResourceAuthorized", &[], done());
    assert_eq!(authorised["AuthorizationState"], json!(0));
}

#[test]
fn databases_of_mysql_have_its_character_sets() {
    let stage = Stage::with_mysql();
    let id = stage.create_of(MYSQL, &[]);
    stage.carry_out(&id);
    for (name, set, expected) in [
        ("a", "utf8mb4", done()),
        ("b", "gbk", done()),
        ("c", "latin1", done()),
        ("d", "utf8", done()),
        ("e", "SQL_ASCII", refused(400, "InvalidCharacterSetName.Format")),
        ("f", "utf8mb4,C", refused(400, "InvalidCharacterSetName.Format")),
    ] {
        stage.on(&id, "CreateDatabase", &[("DBName", name), ("CharacterSetName", set)], expected);
    }
    let owned = [("DBName", "g"), ("CharacterSetName", "utf8mb4"), ("AccountName", "app")];
    stage.on(&id, "CreateDatabase", &owned, refused(400, "InvalidAccountName.Malformed"));
    stage.carry_out(&id);
    let told = stage.on(&id, "DescribeDatabases", &[], done());
    let shown: Vec<(Value, Value, Value)> = told["Databases"]["Database"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["CharacterSetName"].clone(), it["DBStatus"].clone(), it["Engine"].clone()))
        .collect();
    let running = |set: &str| (json!(set), json!("Running"), json!("MySQL"));
    assert_eq!(shown, [running("utf8mb4"), running("gbk"), running("latin1"), running("utf8")]);
}
