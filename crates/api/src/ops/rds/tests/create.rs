//! CreateDBInstance: what is made, what is lent, and what is asked again.

use rampart_testkit::{ACCOUNT, Expected, done, refused};
use serde_json::json;

use super::{DENIED, NOT_FOUND, PLAIN, ROLE, Stage, allows, text};

const LENDING: &[&str] = &["rds:CreateDBInstance", "sts:AssumeRole", "kms:DescribeKey", "kms:TagResource"];
const NO_ROLE: Expected = refused(404, "EntityNotExist.Role");
const NO_KEY: Expected = refused(404, "Forbidden.KeyNotFound");

#[test]
fn a_plain_instance_is_told_of_as_it_was_asked_for() {
    let stage = Stage::new();
    let asked = [
        ("DBInstanceDescription", "orders"),
        ("ZoneId", "cn-hangzhou-h"),
        ("VPCId", "vpc-1"),
        ("Port", "15432"),
        ("Tag.1.Key", "team"),
        ("Tag.1.Value", "web"),
    ];
    let made = stage.done("CreateDBInstance", &[PLAIN, &asked].concat());
    assert_eq!((&made["ConnectionString"], &made["Port"]), (&json!("127.0.0.1"), &json!("15432")));
    assert_eq!(made["TagResult"], json!(true));
    let id = text(&made["DBInstanceId"]);
    for (field, value) in [
        ("DBInstanceStatus", json!("Creating")),
        ("DBInstanceDescription", json!("orders")),
        ("Engine", json!("PostgreSQL")),
        ("EngineVersion", json!("15.0")),
        ("DBInstanceClass", json!("pg.n2.2c.1m")),
        ("DBInstanceStorage", json!(20)),
        ("DBInstanceMemory", json!(4096)),
        ("DBInstanceCPU", json!("2")),
        ("ConnectionString", json!("127.0.0.1")),
        ("Port", json!("15432")),
        ("ZoneId", json!("cn-hangzhou-h")),
        ("VpcId", json!("vpc-1")),
        ("PayType", json!("Postpaid")),
        ("RegionId", json!("cn-hangzhou")),
        ("SecurityIPList", json!("127.0.0.1")),
        ("LockMode", json!("Unlock")),
        ("LockReason", json!("")),
        ("Tips", json!("")),
        ("DeletionProtection", json!(false)),
        // What the Terraform provider reads without looking.
        ("DBInstanceStorageType", json!("cloud_essd")),
        ("SlaveZones", json!({"SlaveZone": []})),
        ("Extra", json!({"DBInstanceIds": {"DBInstanceId": []}})),
        ("kindCode", json!("18")),
    ] {
        assert_eq!(stage.told(&id, field), value, "{field}");
    }
    stage.carry_out(&id);
    assert_eq!(stage.status(&id), "Running");
}

#[test]
fn nobody_lends_what_he_may_not_use_himself() {
    let stage = Stage::new();
    let (role, key, marked) = (stage.role(), stage.key(), stage.key());
    let tags = r#"[{"TagKey":"acs:rds:instance-encryption","TagValue":"true"}]"#;
    stage.world.call(&stage.root, "kms", "TagResource", &[("KeyId", &marked), ("Tags", tags)]).unwrap();
    let lower = role.to_lowercase();
    let absent_role = format!("acs:ram::{ACCOUNT}:role/absent");
    let foreign_role = format!("acs:ram::2000000000000002:role/{ROLE}");
    let foreign_key = format!("acs:kms:cn-hangzhou:2000000000000002:key/{key}");
    let arn = stage.world.arn("kms", &format!("key/{key}"));
    let absent_key = "0198f000-0000-7000-8000-00000000dead";
    let cases: &[(&str, &str, &str, Expected)] = &[
        ("", &role, &key, done()),
        ("", &lower, &key, done()),
        ("", &role, &arn, done()),
        ("rds:CreateDBInstance", &role, &key, DENIED),
        ("sts:AssumeRole", &role, &key, DENIED),
        ("kms:DescribeKey", &role, &key, DENIED),
        ("kms:TagResource", &role, &key, DENIED),
        ("kms:TagResource", &role, &marked, done()),
        ("kms:DescribeKey", &role, &marked, DENIED),
        ("", &absent_role, &key, NO_ROLE),
        ("sts:AssumeRole", &absent_role, &key, DENIED),
        ("", &foreign_role, &key, DENIED),
        ("", &role, absent_key, NO_KEY),
        ("kms:DescribeKey", &role, absent_key, DENIED),
        ("", &role, &foreign_key, DENIED),
        ("", &role, "alias/x", refused(400, "InvalidEncryptionKey.Malformed")),
        ("", ROLE, &key, refused(400, "InvalidRoleARN.Malformed")),
        ("", "", &key, refused(400, "MissingParameter")),
        ("", &role, "", done()),
        ("", "", "", done()),
    ];
    for (at, (without, role, key, expected)) in cases.iter().enumerate() {
        let held: Vec<&str> = LENDING.iter().copied().filter(|action| action != without).collect();
        let who = stage.world.user(&format!("user-{at}"), Some(&allows(&held)));
        let params = [PLAIN, &[("RoleARN", *role), ("EncryptionKey", *key)]].concat();
        stage.check_as(&who, "CreateDBInstance", &params, *expected);
    }
}

#[test]
fn a_key_that_cannot_be_used_makes_no_instance() {
    let stage = Stage::new();
    let (role, key) = (stage.role(), stage.key());
    stage.world.call(&stage.root, "kms", "DisableKey", &[("KeyId", &key)]).unwrap();
    let params = [PLAIN, &[("RoleARN", role.as_str()), ("EncryptionKey", &key)]].concat();
    stage.check("CreateDBInstance", &params, refused(403, "InvalidKmsKey"));
    stage.world.call(&stage.root, "kms", "EnableKey", &[("KeyId", &key)]).unwrap();
    stage.check("CreateDBInstance", &params, done());
}

#[test]
fn an_encrypted_disk_without_root_is_refused_at_once_and_only_to_whom_it_would_be_granted() {
    let stage = Stage::without_root();
    let (role, key) = (stage.role(), stage.key());
    let encrypted = [PLAIN, &[("RoleARN", role.as_str()), ("EncryptionKey", &key)]].concat();
    for params in [&encrypted, &[&encrypted[..], &[("DryRun", "true")]].concat()] {
        let told = stage.world.call(&stage.root, "rds", "CreateDBInstance", params).unwrap_err();
        assert_eq!((told.status, told.code.as_str()), (400, "UnsupportedParameter"));
        for words in ["needs root", "start the server as root", "ModifyDBInstanceTDE"] {
            assert!(told.message.contains(words), "{words}: {}", told.message);
        }
    }
    for without in LENDING {
        let held: Vec<&str> = LENDING.iter().copied().filter(|action| action != without).collect();
        let who = stage.world.user(&without.replace(':', "-"), Some(&allows(&held)));
        stage.check_as(&who, "CreateDBInstance", &encrypted, DENIED);
    }
    assert_eq!(stage.done("DescribeDBInstances", &[])["TotalRecordCount"], json!(0));
    stage.check("CreateDBInstance", PLAIN, done());
}

#[test]
fn a_policy_can_require_encryption() {
    let stage = Stage::new();
    let (role, key) = (stage.role(), stage.key());
    let who = stage.world.user("ann", Some(&allows(&["rds:*", "kms:*", "sts:*"])));
    stage.world.grant(
        "ann",
        r#"{"Version":"1","Statement":[{"Effect":"Deny","Action":"rds:CreateDBInstance","Resource":"*",
            "Condition":{"StringEquals":{"rds:DiskEncryptionRequired":"false"}}}]}"#,
    );
    stage.check_as(&who, "CreateDBInstance", PLAIN, DENIED);
    let params = [PLAIN, &[("RoleARN", role.as_str()), ("EncryptionKey", &key)]].concat();
    stage.check_as(&who, "CreateDBInstance", &params, done());
}

#[test]
fn a_client_token_makes_one_instance() {
    let stage = Stage::new();
    let first = stage.create(&[("ClientToken", "token-1")]);
    assert_eq!(stage.create(&[("ClientToken", "token-1")]), first);
    assert_ne!(stage.create(&[("ClientToken", "token-2")]), first);
    let mut other = PLAIN.to_vec();
    other.retain(|(name, _)| *name != "DBInstanceStorage");
    other.extend([("ClientToken", "token-1"), ("DBInstanceStorage", "40")]);
    stage.check("CreateDBInstance", &other, refused(400, "IdempotentParameterMismatch"));
    assert_eq!(stage.done("DescribeDBInstances", &[])["TotalRecordCount"], json!(2));
}

#[test]
fn a_dry_run_makes_nothing_and_finds_what_would_be_refused() {
    let stage = Stage::new();
    let dry = |others: &[(&'static str, &'static str)], expected| {
        stage.check("CreateDBInstance", &[PLAIN, &[("DryRun", "true")], others].concat(), expected)
    };
    let answer = dry(&[], done());
    assert_eq!((&answer["DryRun"], &answer["DryRunResult"]), (&json!(true), &json!(true)));
    assert_eq!(answer["DBInstanceId"], json!(null));
    dry(&[("Port", "80")], refused(400, "InvalidPort.Malformed"));
    let nobody = stage.world.user("nobody", None);
    stage.check_as(&nobody, "CreateDBInstance", &[PLAIN, &[("DryRun", "true")]].concat(), DENIED);
    assert_eq!(stage.done("DescribeDBInstances", &[])["TotalRecordCount"], json!(0));
}

#[test]
fn what_cannot_be_is_refused_with_the_vendors_codes() {
    let stage = Stage::new();
    stage.create(&[("Port", "15001")]);
    for (name, value, status, code) in [
        ("Engine", "MySQL", 400, "InvaildEngineInRegion.ValueNotSupported"),
        ("EngineVersion", "fifteen", 400, "InvalidEngineVersion.Malformed"),
        ("DBInstanceClass", "a b", 404, "InvalidDBInstanceClass.NotFound"),
        ("DBInstanceStorage", "0", 400, "InvalidStorage.Format"),
        ("DBInstanceStorage", "much", 400, "InvalidDBInstanceStorage.Malformed"),
        ("SecurityIPList", "office", 400, "InvalidSecurityIPList.Format"),
        ("Port", "15001", 400, "InvalidPort.Malformed"),
        ("ClientToken", "ä", 400, "InvalidClientToken.Malformed"),
        ("Tag.1.Key", "acs:mine", 400, "InvalidTag.Malformed"),
        ("RegionId", "cn-beijing", 400, "Forbidden.RegionNotFound"),
    ] {
        let mut params = PLAIN.to_vec();
        params.retain(|(other, _)| *other != name);
        params.push((name, value));
        stage.check("CreateDBInstance", &params, refused(status, code));
    }
    let mysql = [PLAIN.get(2..).unwrap(), &[("Engine", "MySQL")]].concat();
    let told = stage.world.call(&stage.root, "rds", "CreateDBInstance", &mysql).unwrap_err().message;
    assert!(told.contains("--mysql-engine mariadb"), "{told}");
    stage.on("", "DescribeDBInstanceAttribute", &[], refused(400, "MissingParameter"));
    stage.on("rm-absent", "DescribeDBInstanceAttribute", &[], NOT_FOUND);
}

#[test]
fn lists_hold_what_fits_page_by_page() {
    let stage = Stage::new();
    let ids: Vec<String> = (0..5)
        .map(|n| stage.create(&[("DBInstanceDescription", ["of the web", "of the shop"][n % 2])]))
        .collect();
    stage.done(
        "TagResources",
        &[
            ("ResourceType", "INSTANCE"),
            ("ResourceId.1", &ids[3]),
            ("Tag.1.Key", "team"),
            ("Tag.1.Value", "web"),
        ],
    );
    stage.carry_out(&ids[0]);
    for (params, places) in [
        (&[][..], &[0, 1, 2, 3, 4][..]),
        (&[("PageSize", "2"), ("PageNumber", "2")], &[2, 3]),
        (&[("PageSize", "2"), ("PageNumber", "9")], &[]),
        (&[("MaxResults", "2")], &[0, 1]),
        (&[("MaxResults", "5"), ("NextToken", &ids[2])], &[3, 4]),
        (&[("DBInstanceId", &ids[1])], &[1]),
        (&[("DBInstanceStatus", "Running")], &[0]),
        (&[("DBInstanceStatus", "Deleted")], &[]),
        (&[("SearchKey", "the shop")], &[1, 3]),
        (&[("Engine", "PostgreSQL"), ("EngineVersion", "15.0")], &[0, 1, 2, 3, 4]),
        (&[("Engine", "MySQL")], &[]),
        (&[("Expired", "True")], &[]),
        (&[("Tags", r#"{"team":"web"}"#)], &[3]),
        (&[("Tags", r#"{"team":""}"#)], &[3]),
        (&[("Tags", r#"{"team":"db"}"#)], &[]),
    ] {
        let answer = stage.done("DescribeDBInstances", params);
        let items = answer["Items"]["DBInstance"].as_array().unwrap();
        let listed: Vec<String> = items.iter().map(|item| text(&item["DBInstanceId"])).collect();
        let expected: Vec<String> = places.iter().map(|at| ids[*at].clone()).collect();
        assert_eq!(listed, expected, "{params:?}");
    }
    for params in [
        [("PageSize", "0")],
        [("PageNumber", "0")],
        [("MaxResults", "101")],
        [("NextToken", "?")],
        [("Tags", "[]")],
    ] {
        let code = format!("Invalid{}.Malformed", params[0].0);
        let told = stage.world.call(&stage.root, "rds", "DescribeDBInstances", &params).unwrap_err();
        assert_eq!((told.status, told.code), (400, code));
    }
}
