//! Start, stop, restart: what each status allows.

use rampart_rds::{fake::Permission, keys::KeyLoss};
use rampart_testkit::{Expected, done, refused};
use serde_json::json;

use super::{DENIED, Stage, text};

const WRONG_STATUS: Expected = refused(403, "OperationDenied.DBInstanceStatus");
const LOCKED: Expected = refused(403, "IncorrectDBInstanceLockMode");

#[test]
fn wishes_are_taken_in_the_statuses_that_allow_them() {
    let stage = Stage::new();
    let id = stage.create(&[]);
    // Status before, operation, what it comes to, status after, status when it was carried out.
    for (before, operation, expected, after, settled) in [
        ("Creating", "StopDBInstance", WRONG_STATUS, "Creating", "Running"),
        ("Running", "StartDBInstance", WRONG_STATUS, "Running", "Running"),
        ("Running", "RestartDBInstance", done(), "Rebooting", "Running"),
        ("Running", "StopDBInstance", done(), "Stopping", "Stopped"),
        ("Stopped", "StopDBInstance", done(), "Stopped", "Stopped"),
        ("Stopped", "RestartDBInstance", WRONG_STATUS, "Stopped", "Stopped"),
        ("Stopped", "StartDBInstance", done(), "Starting", "Running"),
    ] {
        assert_eq!(stage.status(&id), before, "{operation}");
        stage.on(&id, operation, &[], expected);
        assert_eq!(stage.status(&id), after, "{operation}");
        stage.carry_out(&id);
        assert_eq!(stage.status(&id), settled, "{operation}");
    }
    for (operation, name) in [
        ("RestartDBInstance", "NodeId"),
        ("StartDBInstance", "TargetDBInstanceClass"),
        ("StartDBInstance", "Storage"),
    ] {
        stage.on(&id, operation, &[(name, "1")], refused(400, "UnsupportedParameter"));
    }
}

#[test]
fn a_lost_key_locks_and_says_why() {
    let stage = Stage::new();
    let (id, key) = stage.encrypted();
    stage.carry_out(&id);
    assert_eq!((stage.status(&id), stage.told(&id, "LockMode")), ("Running".into(), json!("Unlock")));

    stage.keys.set_loss(&key.parse().unwrap(), Some(KeyLoss::Disabled));
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Stopped");
    assert_eq!(stage.told(&id, "LockMode"), json!("ManualLock"));
    assert_eq!(stage.told(&id, "LockReason"), json!("the encryption key is disabled"));
    stage.on(&id, "StartDBInstance", &[], LOCKED);
    stage.on(&id, "RestartDBInstance", &[], LOCKED);
    let listed = stage.done("DescribeDBInstances", &[("DBInstanceId", &id)]);
    assert_eq!(listed["Items"]["DBInstance"][0]["LockMode"], json!("ManualLock"));

    stage.keys.set_loss(&key.parse().unwrap(), None);
    stage.carry_out(&id);
    assert_eq!((stage.status(&id), stage.told(&id, "LockReason")), ("Running".into(), json!("")));
}

#[test]
fn a_lost_right_refuses_the_next_opening_and_says_why() {
    let stage = Stage::new();
    let (id, _) = stage.encrypted();
    stage.carry_out(&id);
    stage.keys.set_permission(Permission::NoCryptography);
    stage.carry_out(&id);
    // A restart would take it down for good; the way down says so.
    let told =
        stage.world.call(&stage.root, "rds", "RestartDBInstance", &[("DBInstanceId", &id)]).unwrap_err();
    assert_eq!((told.status, told.code.as_str()), (403, "OperationDenied.DBInstanceStatus"));
    for words in ["the role may not use the encryption key", "StopDBInstance"] {
        assert!(told.message.contains(words), "{words}: {}", told.message);
    }
    // Whoever may not restart it learns nothing of that.
    let nobody = stage.world.user("nobody", None);
    stage.check_as(&nobody, "RestartDBInstance", &[("DBInstanceId", &id)], DENIED);
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");
    for operation in ["StopDBInstance", "StartDBInstance"] {
        stage.on(&id, operation, &[], done());
        stage.carry_out(&id);
    }
    assert_eq!((stage.status(&id), stage.told(&id, "LockMode")), ("Stopped".into(), json!("Unlock")));
    let tips = text(&stage.told(&id, "Tips"));
    assert!(tips.contains("the role may not use the encryption key"), "{tips}");
    assert_eq!(stage.told(&id, "TipsLevel"), json!(1));
    stage.keys.set_permission(Permission::Granted);
    stage.on(&id, "StartDBInstance", &[], done());
    stage.carry_out(&id);
    assert_eq!((stage.status(&id), stage.told(&id, "Tips")), ("Running".into(), json!("")));
}
