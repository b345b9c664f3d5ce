//! TDE: switched on with a key of one's own or RDS', rotated, watched, never switched off.

use rampart_rds::keys::KeyLoss;
use rampart_testkit::{ACCOUNT, Expected, done, refused};
use rampart_vocab::Clock as _;
use serde_json::{Value, json};

use super::{DENIED, MARIADB, MYSQL, NOT_FOUND, Stage, allows, text};

const ON: (&str, &str) = ("TDEStatus", "Enabled");
const ALREADY: Expected = refused(400, "InvalidTDEStatus.AlreadyEnabled");
const NOT_NOW: Expected = refused(403, "OperationDenied.DBInstanceStatus");

fn tde(stage: &Stage, id: &str) -> Value {
    stage.on(id, "DescribeDBInstanceTDE", &[], done())
}

/// The task of TDE, which stays.
fn task(stage: &Stage, id: &str) -> Value {
    let told = stage.on(id, "DescribeTasks", &[("TaskAction", "ModifyDBInstanceTDE")], done());
    told["Items"]["TaskProgressInfo"][0].clone()
}

/// The reasons of the events of this name, the latest first.
fn events(stage: &Stage, name: &str) -> Vec<String> {
    let told = stage.done("DescribeEvents", &[]);
    let told = told["EventItems"]["EventItems"].as_array().unwrap();
    let named = told.iter().filter(|event| event["EventName"] == name);
    named.map(|event| text(&event["EventReason"])).collect()
}

/// A running MariaDB whose tables are encrypted under a key of the account's own.
fn encrypted(stage: &Stage) -> (String, String) {
    let (role, key, id) = (stage.role(), stage.key(), stage.mariadb());
    stage.on(&id, "ModifyDBInstanceTDE", &[ON, ("RoleArn", &role), ("EncryptionKey", &key)], done());
    finish(stage, &id);
    (id, key)
}

/// Has the engine encrypt everything, which it does bit by bit.
fn finish(stage: &Stage, id: &str) {
    for _ in 0..4 {
        stage.carry_out(id);
    }
    assert_eq!(tde(stage, id)["State"], json!("Encrypted"));
}

#[test]
fn without_a_key_tables_take_rds_own_as_the_account_let_it() {
    let stage = Stage::with_mysql();
    let id = stage.create_of(MYSQL, &[]);
    stage.carry_out(&id);
    let off = tde(&stage, &id);
    for (field, value) in [
        ("TDEStatus", json!("Disabled")),
        ("TDEMode", json!("Unknown")),
        ("EncryptionKey", json!("")),
        ("Databases", json!({"Database": []})),
    ] {
        assert_eq!(off[field], value, "{field}");
    }
    stage.on(&id, "ModifyDBInstanceTDE", &[ON], refused(404, "EntityNotExist.Role"));
    let role = stage.authorise();
    stage.on(&id, "ModifyDBInstanceTDE", &[ON], done());
    let key = stage.own_key();
    assert_eq!(stage.status(&id), "TDE_MODIFYING");
    let asked = tde(&stage, &id);
    for (field, value) in [
        ("TDEStatus", json!("Disabled")),
        ("TDEMode", json!("Aliyun_Generate_Key")),
        ("EncryptionKey", json!(key)),
        ("State", json!("Enabling")),
        ("Progress", json!(0)),
    ] {
        assert_eq!(asked[field], value, "{field}");
    }
    assert_eq!(task(&stage, &id)["Status"], json!("Running"));
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");
    let begun = tde(&stage, &id);
    for (field, value) in [
        ("TDEStatus", json!("Enabled")),
        ("State", json!("Encrypting")),
        ("TableSpaces", json!(10)),
        ("TableSpacesEncrypted", json!(4)),
        ("Progress", json!(40)),
    ] {
        assert_eq!(begun[field], value, "{field}");
    }
    let underway = task(&stage, &id);
    assert_eq!(
        (&underway["Progress"], &underway["ProgressInfo"]),
        (&json!("40"), &json!("4 of 10 table spaces"))
    );
    finish(&stage, &id);
    let on = tde(&stage, &id);
    for (field, value) in [
        ("TDEStatus", json!("Enabled")),
        ("EncryptionKey", json!(key)),
        ("KeyVersion", json!(1)),
        ("State", json!("Encrypted")),
        ("Progress", json!(100)),
        ("RoleArn", json!(role.to_lowercase())),
    ] {
        assert_eq!(on[field], value, "{field}");
    }
    let task = task(&stage, &id);
    for (field, value) in [("Status", "Finished"), ("Progress", "100"), ("TaskAction", "ModifyDBInstanceTDE")]
    {
        assert_eq!(task[field], json!(value), "{field}");
    }
    assert!(task["BeginTime"].is_string() && task["FinishTime"].is_string(), "{task}");
}

#[test]
fn an_instance_in_the_making_starts_with_encrypted_tables() {
    let stage = Stage::new();
    let (role, key) = (stage.role(), stage.key());
    let id = stage.create_of(MARIADB, &[]);
    // The parameter as Terraform spells it.
    stage.on(&id, "ModifyDBInstanceTDE", &[ON, ("RoleARN", &role), ("EncryptionKey", &key)], done());
    assert_eq!(stage.status(&id), "Creating");
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");
    let on = tde(&stage, &id);
    assert_eq!((&on["TDEStatus"], &on["TDEMode"]), (&json!("Enabled"), &json!("Customer_Provided_Key")));
    assert_eq!(stage.on(&id, "DescribeTasks", &[], done())["TotalRecordCount"], json!(1));
}

#[test]
fn what_cannot_be_is_refused() {
    let stage = Stage::new();
    let (role, key, other) = (stage.authorise(), stage.key(), stage.key());
    let (id, postgres) = (stage.mariadb(), stage.running());
    let keyed = [ON, ("RoleArn", &role), ("EncryptionKey", &key)];
    let rotate = ("IsRotate", "true");
    let off = ("TDEStatus", "Disabled");
    stage.on(&postgres, "ModifyDBInstanceTDE", &keyed, refused(400, "InstanceEngineType.NotSupport"));
    stage.on(&postgres, "ModifyDBInstanceTDE", &[off], refused(400, "InstanceEngineType.NotSupport"));
    assert_eq!(tde(&stage, &postgres)["TDEStatus"], json!("Disabled"));

    for (params, expected) in [
        (&[("TDEStatus", "Enable")][..], refused(400, "InvalidTDEStatus.Malformed")),
        (&[("TDEStatus", "")], refused(400, "MissingParameter")),
        (&[ON, ("IsRotate", "maybe")], refused(400, "InvalidIsRotate.Malformed")),
        (&[off, rotate], refused(400, "InvalidIsRotate.Malformed")),
        (&[ON, ("DBName", "orders")], refused(400, "UnsupportedParameter")),
        (&[ON, ("Certificate", "oss:c")], refused(400, "UnsupportedParameter")),
        (&[ON, ("PrivateKey", "oss:k")], refused(400, "UnsupportedParameter")),
        (&[ON, ("PassWord", "p")], refused(400, "UnsupportedParameter")),
        (&[ON, ("RoleArn", "role")], refused(400, "InvalidRoleArn.Malformed")),
        (&[ON, ("EncryptionKey", "alias/x")], refused(400, "InvalidEncryptionKey.Malformed")),
        (&[ON, rotate], NOT_NOW),
        // It is off, as is asked for.
        (&[off], done()),
        (&keyed, done()),
        (&keyed, ALREADY),
        (&[ON, rotate], NOT_NOW),
    ] {
        stage.on(&id, "ModifyDBInstanceTDE", params, expected);
    }
    stage.carry_out(&id);
    let foreign_key = format!("acs:kms:cn-hangzhou:9999999999999999:key/{key}");
    let foreign_role = role.replace(ACCOUNT, "9999999999999999");
    for (params, expected) in [
        (&keyed[..], ALREADY),
        (&[ON, ("RoleArn", &role), ("EncryptionKey", &other)], ALREADY),
        (&[ON], ALREADY),
        (&[off], ALREADY),
        (&[ON, rotate, ("EncryptionKey", &other)], ALREADY),
        (&[ON, rotate, ("EncryptionKey", "ServiceKey")], ALREADY),
        (&[ON, rotate, ("EncryptionKey", &foreign_key)], ALREADY),
        (&[ON, rotate, ("RoleArn", "acs:ram::1234567890123456:role/other")], ALREADY),
        (&[ON, rotate, ("RoleArn", &foreign_role)], ALREADY),
        // As named before, in whatever case.
        (&[ON, rotate, ("RoleArn", &role.to_lowercase()), ("EncryptionKey", &key)], done()),
    ] {
        stage.on(&id, "ModifyDBInstanceTDE", params, expected);
    }
    stage.on(&id, "StopDBInstance", &[], done());
    stage.carry_out(&id);
    stage.on(&id, "ModifyDBInstanceTDE", &[ON, rotate], NOT_NOW);
    let stopped = stage.mariadb();
    stage.on(&stopped, "StopDBInstance", &[], done());
    stage.carry_out(&stopped);
    stage.on(&stopped, "ModifyDBInstanceTDE", &keyed, NOT_NOW);
    stage.on("rm-absent", "ModifyDBInstanceTDE", &keyed, NOT_FOUND);
}

#[test]
fn nobody_lends_tables_what_he_may_not_use_himself() {
    let stage = Stage::new();
    let (role, key, disabled) = (stage.role(), stage.key(), stage.key());
    stage.world.call(&stage.root, "kms", "DisableKey", &[("KeyId", &disabled)]).unwrap();
    let lending = ["rds:ModifyDBInstanceTDE", "sts:AssumeRole", "kms:DescribeKey", "kms:TagResource"];
    let id = stage.mariadb();
    let lent = |key| [("DBInstanceId", id.as_str()), ON, ("RoleArn", role.as_str()), ("EncryptionKey", key)];
    for without in lending {
        let held: Vec<&str> = lending.into_iter().filter(|action| *action != without).collect();
        let who = stage.world.user(&without.replace(':', "-"), Some(&allows(&held)));
        stage.check_as(&who, "ModifyDBInstanceTDE", &lent(&key), DENIED);
    }
    let who = stage.world.user("ann", Some(&allows(&lending)));
    stage.check_as(&who, "ModifyDBInstanceTDE", &lent(&disabled), refused(403, "InvalidKmsKey"));
    stage.check_as(&who, "ModifyDBInstanceTDE", &lent(&key), done());
}

#[test]
fn a_rotation_needs_no_lending_and_no_restart() {
    let stage = Stage::new();
    let (id, key) = encrypted(&stage);
    let only = stage.world.user("ann", Some(&allows(&["rds:ModifyDBInstanceTDE"])));
    let named = [("DBInstanceId", id.as_str()), ON, ("IsRotate", "true"), ("EncryptionKey", key.as_str())];
    stage.check_as(&only, "ModifyDBInstanceTDE", &named, done());
    let rotating = tde(&stage, &id);
    assert_eq!((&rotating["TDEStatus"], &rotating["State"]), (&json!("Enabled"), &json!("Rotating")));
    assert_eq!(stage.status(&id), "Running");
    assert_eq!(task(&stage, &id)["Status"], json!("Running"));
    finish(&stage, &id);
    let rotated = tde(&stage, &id);
    assert_eq!((&rotated["State"], &rotated["KeyVersion"]), (&json!("Encrypted"), &json!(3)));
    let arn = stage.world.arn("kms", &format!("key/{key}"));
    stage.on(&id, "ModifyDBInstanceTDE", &[ON, ("IsRotate", "true"), ("EncryptionKey", &arn)], done());
    for name in ["TDEWished", "TDEEnabled", "TablesEncrypted", "TDEKeyRotated"] {
        assert!(!events(&stage, name).is_empty(), "{name}");
    }
    assert_eq!(events(&stage, "TDEKeyRotationWished").len(), 2);
}

#[test]
fn disk_and_tables_name_their_keys() {
    let stage = Stage::new();
    let (role, disk, tables) = (stage.authorise(), stage.key(), stage.key());
    let id = stage.create_of(MARIADB, &[("RoleARN", &role), ("EncryptionKey", &disk)]);
    stage.on(&id, "ModifyDBInstanceTDE", &[ON, ("EncryptionKey", &tables)], done());
    let one = stage.create_of(MARIADB, &[("RoleARN", &role)]);
    stage.on(&one, "ModifyDBInstanceTDE", &[ON], done());
    let own = stage.own_key();
    let plain = stage.create_of(MARIADB, &[]);
    stage.on(&plain, "ModifyDBInstanceTDE", &[ON, ("EncryptionKey", &tables)], done());
    let cmk = |key: &str, by: &str| json!([key, by, "CMK"]);
    let service = |by: &str| json!([own, by, "ServiceKey"]);
    for (id, top, keys) in [
        (&id, disk.as_str(), vec![cmk(&disk, "DiskEncryption"), cmk(&tables, "TDE")]),
        (&one, own.as_str(), vec![service("DiskEncryption"), service("TDE")]),
        (&plain, "", vec![cmk(&tables, "TDE")]),
    ] {
        let told = stage.on(id, "DescribeDBInstanceEncryptionKey", &[], done());
        assert_eq!(told["EncryptionKey"], json!(top));
        let list = told["EncryptionKeyList"].as_array().unwrap();
        let list: Vec<Value> =
            list.iter().map(|it| json!([it["EncryptionKey"], it["UsedBy"], it["KeyType"]])).collect();
        assert_eq!(list, keys);
    }
    let told = stage.on(&id, "DescribeDBInstanceEncryptionKey", &[("EncryptionKey", &tables)], done());
    assert_eq!((&told["EncryptionKey"], &told["EncryptionKeyStatus"]), (&json!(tables), &json!("Enabled")));

    for (key, expected) in [
        (&disk, vec![json!([id, "DiskEncryption"])]),
        (&tables, vec![json!([id, "TDE"]), json!([plain, "TDE"])]),
        (&own, vec![json!([one, "DiskEncryption"]), json!([one, "TDE"])]),
    ] {
        let params =
            [("KmsResourceId", key.as_str()), ("KmsResourceType", "key"), ("KmsResourceUser", ACCOUNT)];
        let told = stage.done("DescribeKmsAssociateResources", &params);
        let list = told["AssociateDBInstances"].as_array().unwrap();
        let list: Vec<Value> = list.iter().map(|it| json!([it["DBInstanceName"], it["KeyUsedBy"]])).collect();
        assert_eq!(list, expected);
    }
}

#[test]
fn a_lost_key_is_told_before_it_bites_and_bites_at_the_next_start() {
    let stage = Stage::new();
    for (loss, words) in [
        (KeyLoss::Disabled, "is disabled"),
        (KeyLoss::DeletionScheduled, "is scheduled for deletion"),
        (KeyLoss::MaterialGone, "has no key material"),
        (KeyLoss::Deleted, "does not exist"),
    ] {
        let (id, key) = encrypted(&stage);
        let key = key.parse().unwrap();
        stage.keys.set_loss(&key, Some(loss));
        stage.carry_out(&id);
        assert_eq!(stage.status(&id), "Running", "{words}");
        let told = text(&stage.told(&id, "Tips"));
        assert!(told.contains("its next start will be refused") && told.contains(words), "{told}");
        assert_eq!(stage.told(&id, "TipsLevel"), json!(1));
        assert_eq!(stage.told(&id, "LockMode"), json!("Unlock"));
        assert!(text(&tde(&stage, &id)["Tips"]).contains(words));
        assert!(events(&stage, "Warned")[0].contains(words));

        stage.on(&id, "RestartDBInstance", &[], refused(403, "OperationDenied.DBInstanceStatus"));
        stage.hand.kill_engine(&id.parse().unwrap());
        stage.carry_out(&id);
        assert_eq!(stage.told(&id, "LockMode"), json!("ManualLock"));
        let reason = text(&stage.told(&id, "LockReason"));
        assert!(reason.contains(words), "{reason}");

        // Back, it serves again by itself.
        stage.keys.set_loss(&key, None);
        stage.carry_out(&id);
        assert_eq!(stage.told(&id, "LockReason"), json!(""));
        assert_eq!((stage.status(&id), stage.told(&id, "Tips")), ("Running".to_owned(), json!("")));
    }
}

#[test]
fn a_lost_right_is_told_while_the_engine_runs_on() {
    use rampart_rds::fake::Permission;
    let stage = Stage::new();
    let (id, _) = encrypted(&stage);
    for permission in [Permission::NoCryptography, Permission::Nothing] {
        stage.keys.set_permission(permission);
        stage.carry_out(&id);
        assert_eq!(stage.status(&id), "Running", "{permission:?}");
        let told = text(&stage.told(&id, "Tips"));
        assert!(told.contains("may not use the encryption key"), "{permission:?}: {told}");
        assert_eq!(stage.told(&id, "LockMode"), json!("Unlock"));
        assert!(events(&stage, "Warned")[0].contains("may not use"));
        stage.keys.set_permission(Permission::Granted);
        stage.carry_out(&id);
        assert_eq!(stage.told(&id, "Tips"), json!(""), "{permission:?}");
    }
}

#[test]
fn a_key_that_tables_need_outlives_its_date() {
    const DAY: i64 = 86_400;
    let stage = Stage::new();
    let start = stage.world.clock().now();
    let (id, key) = encrypted(&stage);
    let params = [("KeyId", key.as_str()), ("PendingWindowInDays", "7")];
    stage.world.call(&stage.root, "kms", "ScheduleKeyDeletion", &params).unwrap();
    let pass = || {
        let sum = stage.world.destroy_due_keys(start);
        (sum.destroyed, sum.needed, sum.failed)
    };
    stage.world.advance_seconds(9 * DAY);
    assert_eq!(pass(), (0, 1, 0));
    stage.on(&id, "DeleteDBInstance", &[], done());
    stage.carry_out(&id);
    assert_eq!(pass(), (0, 1, 0), "the bin needs it too");
    stage.on(&id, "DestroyDBInstance", &[], done());
    stage.carry_out(&id);
    assert_eq!(pass(), (1, 0, 0));
}
