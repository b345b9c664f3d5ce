//! Which key a disk needs, which instances need a key, and what happened.

use rampart_testkit::{ACCOUNT, done, refused};
use rampart_vocab::Clock as _;
use serde_json::json;

use super::{Stage, allows};

#[test]
fn the_key_is_told_and_what_kms_knows_to_those_who_may_describe_it() {
    let stage = Stage::new();
    let plain = stage.create(&[]);
    let answer = stage.on(&plain, "DescribeDBInstanceEncryptionKey", &[], done());
    assert_eq!((&answer["EncryptionKey"], &answer["EncryptionKeyList"]), (&json!(""), &json!([])));

    let (id, key) = stage.encrypted();
    let (root, rds_only) = (stage.root.clone(), stage.world.user("ann", Some(&allows(&["rds:*"]))));
    for (who, origin) in [(&root, json!("Aliyun_KMS")), (&rds_only, json!(null))] {
        let answer = stage.check_as(who, "DescribeDBInstanceEncryptionKey", &[("DBInstanceId", &id)], done());
        for (field, value) in [
            ("EncryptionKey", json!(key)),
            ("EncryptionKeyStatus", json!("Enabled")),
            ("KeyUsage", json!("ENCRYPT/DECRYPT")),
            ("Creator", json!(ACCOUNT)),
            ("Origin", origin.clone()),
        ] {
            assert_eq!(answer[field], value, "{field}");
            assert_eq!(answer["EncryptionKeyList"][0][field], value, "{field}");
        }
        assert_eq!(answer["EncryptionKeyList"][0]["KeyType"], json!("CMK"));
    }
    stage.on(&id, "DescribeDBInstanceEncryptionKey", &[("EncryptionKey", &key)], done());
    let other = refused(400, "InvalidEncryptionKey.Malformed");
    stage.on(&id, "DescribeDBInstanceEncryptionKey", &[("EncryptionKey", "other")], other);

    stage.world.call(&root, "kms", "DisableKey", &[("KeyId", &key)]).unwrap();
    let answer = stage.on(&id, "DescribeDBInstanceEncryptionKey", &[], done());
    assert_eq!(answer["EncryptionKeyStatus"], json!("Disabled"));
}

#[test]
fn a_key_names_the_instances_that_need_it() {
    let stage = Stage::new();
    let (id, key) = stage.encrypted();
    let ask = |key: &str| {
        let params = [("KmsResourceId", key), ("KmsResourceType", "key"), ("KmsResourceUser", ACCOUNT)];
        stage.done("DescribeKmsAssociateResources", &params)
    };
    let using = json!([{
        "DBInstanceName": id, "Engine": "PostgreSQL", "KeyUsedBy": "DiskEncryption", "Status": "CREATING",
    }]);
    let answer = ask(&key);
    assert_eq!((&answer["AssociateStatus"], &answer["AssociateDBInstances"]), (&json!(true), &using));
    let answer = ask("0198f000-0000-7000-8000-00000000dead");
    assert_eq!((&answer["AssociateStatus"], &answer["AssociateDBInstances"]), (&json!(false), &json!([])));
    for (name, value) in
        [("KmsResourceType", "secret"), ("KmsResourceUser", "2000000000000002"), ("KmsResourceId", "?")]
    {
        let mut params =
            vec![("KmsResourceId", key.as_str()), ("KmsResourceType", "key"), ("KmsResourceUser", ACCOUNT)];
        params.retain(|(other, _)| *other != name);
        params.push((name, value));
        let told =
            stage.world.call(&stage.root, "rds", "DescribeKmsAssociateResources", &params).unwrap_err();
        assert_eq!((told.status, told.code), (400, format!("Invalid{name}.Malformed")));
    }
}

#[test]
fn events_are_told_the_latest_first() {
    let stage = Stage::new();
    let id = stage.running();
    stage.world.advance_seconds(60);
    stage.on(&id, "StopDBInstance", &[], done());
    let names = |params: &[(&str, &str)]| -> Vec<String> {
        let answer = stage.done("DescribeEvents", params);
        let items = answer["EventItems"]["EventItems"].as_array().unwrap().clone();
        items.iter().map(|item| item["EventName"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&[]), ["StopWished", "Started", "DiskMade", "StartWished"]);
    assert_eq!(names(&[("PageSize", "2"), ("PageNumber", "2")]), ["DiskMade", "StartWished"]);
    assert_eq!(names(&[("StartTime", "2026-01-01T00:00:30Z")]), ["StopWished"]);
    assert_eq!(names(&[("EndTime", "2025-12-31T23:59Z")]), [""; 0]);
    stage.check("DescribeEvents", &[("StartTime", "today")], refused(400, "InvalidStartTime.Malformed"));
}

#[test]
fn the_region_is_told_to_everybody() {
    let stage = Stage::new();
    let nobody = stage.world.user("nobody", None);
    let answer = stage.check_as(&nobody, "DescribeRegions", &[], done());
    assert_eq!(answer["Regions"]["RDSRegion"][0]["RegionId"], json!("cn-hangzhou"));
}

#[test]
fn a_key_that_an_instance_needs_outlives_its_date_and_goes_when_the_instance_is_gone() {
    const DAY: i64 = 86_400;
    let stage = Stage::new();
    let start = stage.world.clock().now();
    let (id, key) = stage.encrypted();
    stage.carry_out(&id);
    let free = stage.key();
    for key in [&key, &free] {
        let params = [("KeyId", key.as_str()), ("PendingWindowInDays", "7")];
        stage.world.call(&stage.root, "kms", "ScheduleKeyDeletion", &params).unwrap();
    }
    let pass = || {
        let sum = stage.world.destroy_due_keys(start);
        (sum.destroyed, sum.needed, sum.failed)
    };
    stage.world.advance_seconds(9 * DAY);
    assert_eq!(pass(), (1, 1, 0));
    stage.on(&id, "DeleteDBInstance", &[], done());
    stage.carry_out(&id);
    assert_eq!(pass(), (0, 1, 0), "the bin needs it too");
    stage.on(&id, "DestroyDBInstance", &[], done());
    stage.carry_out(&id);
    assert_eq!(pass(), (1, 0, 0));
    let gone = stage.world.call(&stage.root, "kms", "DescribeKey", &[("KeyId", &key)]);
    refused(404, "Forbidden.KeyNotFound").holds("the key", gone);
}
