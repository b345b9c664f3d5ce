//! The way out: protection, the bin, recovery, destruction.

use rampart_testkit::{Expected, done, refused};
use serde_json::json;

use super::{DENIED, NOT_FOUND, Stage};

const NOT_IN_BIN: Expected = refused(403, "OperationDenied.DBInstanceStatus");

#[test]
fn a_deleted_instance_stays_in_the_bin_until_it_is_recovered_or_destroyed() {
    let stage = Stage::new();
    let id = stage.running();
    let listed = |status: &str| {
        let answer = stage.done("DescribeDBInstances", &[("DBInstanceStatus", status)]);
        answer["Items"]["DBInstance"].as_array().unwrap().clone()
    };
    let recover = [("DbNames", "*")];
    stage.on(&id, "DestroyDBInstance", &[], NOT_IN_BIN);
    stage.on(&id, "RecoveryDBInstance", &recover, NOT_IN_BIN);

    let answer = stage.on(&id, "DeleteDBInstance", &[], done());
    assert_eq!(answer["RegionId"], json!("cn-hangzhou"));
    stage.on(&id, "DescribeDBInstanceAttribute", &[], NOT_FOUND);
    stage.on(&id, "DeleteDBInstance", &[], NOT_FOUND);
    stage.carry_out(&id);
    assert_eq!(listed("Deleted").len(), 1);
    assert!(listed("Deleted")[0]["DestroyTime"].is_string());
    assert_eq!(listed("Running").len(), 0);

    let whole = refused(400, "UnsupportedParameter");
    stage.on(&id, "RecoveryDBInstance", &[("DbNames", "orders")], whole);
    stage.on(&id, "RecoveryDBInstance", &[("DbNames", "*"), ("BackupId", "1")], whole);
    let nobody = stage.world.user("nobody", None);
    stage.check_as(&nobody, "RecoveryDBInstance", &[("DBInstanceId", &id)], DENIED);
    for whole in [&[][..], &recover] {
        assert_eq!(stage.on(&id, "RecoveryDBInstance", whole, done())["DBInstanceId"], json!(id));
        stage.on(&id, "RecoveryDBInstance", whole, NOT_IN_BIN);
        stage.on(&id, "DeleteDBInstance", &[], done());
        stage.carry_out(&id);
    }
    stage.on(&id, "RecoveryDBInstance", &[], done());
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");

    stage.on(&id, "DeleteDBInstance", &[("ReleasedKeepPolicy", "All")], done());
    stage.carry_out(&id);
    stage.on(&id, "DestroyDBInstance", &[], done());
    stage.on(&id, "DestroyDBInstance", &[], done());
    stage.carry_out(&id);
    stage.on(&id, "DestroyDBInstance", &[], NOT_FOUND);
    stage.on(&id, "RecoveryDBInstance", &recover, NOT_FOUND);
    assert_eq!(listed("Deleted").len(), 0);
}

#[test]
fn a_protected_instance_is_not_deleted() {
    let stage = Stage::new();
    let id = stage.create(&[("DeletionProtection", "true")]);
    assert_eq!(stage.told(&id, "DeletionProtection"), json!(true));
    stage.on(&id, "DeleteDBInstance", &[], refused(400, "OperationDenied.DeletionProtection"));
    for protected in ["false", "true", "false"] {
        stage.on(&id, "ModifyDBInstanceDeletionProtection", &[("DeletionProtection", protected)], done());
    }
    let policy = refused(400, "InvalidReleasedKeepPolicy.Malformed");
    stage.on(&id, "DeleteDBInstance", &[("ReleasedKeepPolicy", "Some")], policy);
    stage.on(&id, "DeleteDBInstance", &[], done());
}

#[test]
fn a_description_is_changed_within_its_length() {
    let stage = Stage::new();
    let id = stage.create(&[]);
    stage.on(&id, "ModifyDBInstanceDescription", &[("DBInstanceDescription", "orders")], done());
    assert_eq!(stage.told(&id, "DBInstanceDescription"), json!("orders"));
    let long = "x".repeat(257);
    let refused = refused(400, "InvalidDBInstanceDescription.Format");
    stage.on(&id, "ModifyDBInstanceDescription", &[("DBInstanceDescription", &long)], refused);
}
