//! RDS' own key: made when it is first needed, used like any other, changed by nobody.

use rampart_testkit::{ACCOUNT, Expected, done, refused};
use serde_json::{Value, json};

use super::{DENIED, PLAIN, Stage, allows, text};

const NO_ROLE: Expected = refused(404, "EntityNotExist.Role");
const SHUT: Expected = refused(403, "InvalidParameter.KMSKeyId.KMSUnauthorized");
type Params<'a> = &'a [(&'a str, &'a str)];

const OWN: &str = "alias/acs/rds";

fn kms(stage: &Stage, operation: &str, params: &[(&str, &str)]) -> Value {
    stage.world.call(&stage.root, "kms", operation, params).unwrap()
}

/// The id of RDS' own key.
fn own_key(stage: &Stage) -> String {
    text(&kms(stage, "DescribeKey", &[("KeyId", OWN)])["KeyMetadata"]["KeyId"])
}

fn key_of(stage: &Stage, id: &str) -> Value {
    stage.on(id, "DescribeDBInstanceEncryptionKey", &[], done())["EncryptionKeyList"][0].clone()
}

#[test]
fn a_role_alone_takes_rds_own_key_which_is_made_once() {
    let stage = Stage::new();
    let role = stage.role();
    let aliases = kms(&stage, "ListAliases", &[]);
    assert_eq!(aliases["TotalCount"], json!(0));
    let first = stage.create(&[("RoleARN", &role)]);
    let key = own_key(&stage);
    let second = stage.create(&[("RoleARN", &role), ("EncryptionKey", "ServiceKey")]);
    for id in [&first, &second] {
        let told = key_of(&stage, id);
        assert_eq!(told["EncryptionKey"], json!(key));
        assert_eq!((&told["KeyType"], &told["AliasName"]), (&json!("ServiceKey"), &json!(OWN)));
    }
    let tags = kms(&stage, "ListResourceTags", &[("KeyId", &key)]);
    assert_eq!(tags["Tags"]["Tag"][0]["TagKey"], json!("acs:rds:instance-encryption"));
    assert_eq!(tags["Tags"]["Tag"][0]["TagValue"], json!("true"));
    let services = kms(&stage, "ListKeys", &[("Filters", r#"[{"Key":"CreatorType","Values":["Service"]}]"#)]);
    assert_eq!(services["TotalCount"], json!(1));

    stage.own_key();
    stage.carry_out(&first);
    assert_eq!(stage.status(&first), "Running");

    let made: Vec<Value> = stage
        .world
        .audited()
        .iter()
        .flat_map(|record| record["decisions"].as_array().unwrap().clone())
        .filter(|decision| decision["action"] == "kms:CreateKey")
        .collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(made[0]["resource"], json!(stage.world.arn("kms", &format!("key/{key}"))));
}

#[test]
fn the_trail_tells_of_no_key_that_was_not_made() {
    let stage = Stage::new();
    let role = stage.role();
    let keyed = [PLAIN, &[("RoleARN", role.as_str())]].concat();
    let made = |stage: &Stage| {
        let audited = stage.world.audited();
        let decisions = audited.iter().flat_map(|record| record["decisions"].as_array().unwrap().clone());
        decisions.filter(|decision| decision["action"] == "kms:CreateKey").count()
    };
    stage.check("CreateDBInstance", &[&keyed[..], &[("DryRun", "true")]].concat(), done());
    let who = stage.world.user("ann", Some(&allows(&["rds:CreateDBInstance", "sts:AssumeRole"])));
    stage.check_as(&who, "CreateDBInstance", &keyed, DENIED);
    let class = keyed.iter().copied().filter(|(name, _)| *name != "DBInstanceClass");
    let unfit: Vec<_> = class.chain([("DBInstanceClass", "no class")]).collect();
    stage.check("CreateDBInstance", &unfit, refused(404, "InvalidDBInstanceClass.NotFound"));
    assert_eq!((made(&stage), kms(&stage, "ListAliases", &[])["TotalCount"].clone()), (0, json!(0)));
    stage.check("CreateDBInstance", &keyed, done());
    assert_eq!(made(&stage), 1);
}

#[test]
fn without_a_role_the_accounts_own_must_be_there_and_let_rds_in() {
    let stage = Stage::new();
    let params = [PLAIN, &[("EncryptionKey", "ServiceKey")]].concat();
    stage.check("CreateDBInstance", &params, NO_ROLE);
    let told = stage.world.call(&stage.root, "rds", "CreateDBInstance", &params).unwrap_err().message;
    assert!(told.contains("`rampart authorize rds`"), "{told}");
    stage.role();
    stage.check("CreateDBInstance", &params, SHUT);
    stage.authorise();
    stage.check("CreateDBInstance", &params, done());
    // A key of one's own needs its role named.
    let key = stage.key();
    let own = [PLAIN, &[("EncryptionKey", key.as_str())]].concat();
    stage.check("CreateDBInstance", &own, refused(400, "MissingParameter"));
}

#[test]
fn who_may_not_lend_has_no_key_made() {
    let stage = Stage::new();
    let role = stage.authorise();
    let params = [PLAIN, &[("RoleARN", role.as_str())]].concat();
    let lending = ["rds:CreateDBInstance", "sts:AssumeRole", "kms:DescribeKey"];
    for without in lending {
        let held: Vec<&str> = lending.into_iter().filter(|action| *action != without).collect();
        let name = without.replace(':', "-");
        let who = stage.world.user(&name, Some(&allows(&held)));
        let denied = stage.world.call(&who, "rds", "CreateDBInstance", &params).unwrap_err();
        assert_eq!((denied.status, denied.code.as_str()), (403, "Forbidden.RAM"), "{without}");
        assert!(!denied.message.contains("key/"), "{}", denied.message);
    }
    assert_eq!(kms(&stage, "ListAliases", &[])["TotalCount"], json!(0));
    let who = stage.world.user("ann", Some(&allows(&lending)));
    stage.check_as(&who, "CreateDBInstance", &params, done());
    stage.check_as(&stage.world.user("nobody", None), "CreateDBInstance", &params, DENIED);
}

#[test]
fn nobody_changes_rds_own_key() {
    let stage = Stage::new();
    let role = stage.role();
    stage.create(&[("RoleARN", &role)]);
    let (own, other) = (own_key(&stage), stage.key());
    let arn = stage.world.arn("kms", &format!("key/{own}"));
    let tag = r#"[{"TagKey":"team","TagValue":"db"}]"#;
    let mark = r#"["acs:rds:instance-encryption"]"#;
    let unsupported = refused(400, "Rejected.UnsupportedOperation");
    let reserved = refused(400, "InvalidParameter");
    let cases: &[(&str, Params<'_>, Expected)] = &[
        ("DisableKey", &[("KeyId", &own)], unsupported),
        ("EnableKey", &[("KeyId", &own)], unsupported),
        ("ScheduleKeyDeletion", &[("KeyId", &own), ("PendingWindowInDays", "7")], unsupported),
        ("CancelKeyDeletion", &[("KeyId", &own)], unsupported),
        (
            "SetDeletionProtection",
            &[("ProtectedResourceArn", &arn), ("EnableDeletionProtection", "true")],
            unsupported,
        ),
        ("UpdateKeyDescription", &[("KeyId", &own), ("Description", "mine")], unsupported),
        ("CreateKeyVersion", &[("KeyId", &own)], unsupported),
        ("TagResource", &[("KeyId", &own), ("Tags", tag)], unsupported),
        ("UntagResource", &[("KeyId", &own), ("TagKeys", mark)], unsupported),
        (
            "TagResources",
            &[("ResourceType", "key"), ("ResourceId.1", &own), ("Tag.1.Key", "a"), ("Tag.1.Value", "b")],
            unsupported,
        ),
        (
            "UntagResources",
            &[("ResourceType", "key"), ("ResourceId.1", &own), ("TagKey.1", "a")],
            unsupported,
        ),
        ("UntagResources", &[("ResourceType", "key"), ("ResourceId.1", &own), ("All", "true")], unsupported),
        ("CreateAlias", &[("KeyId", &own), ("AliasName", "alias/mine")], unsupported),
        ("CreateAlias", &[("KeyId", &other), ("AliasName", OWN)], reserved),
        ("UpdateAlias", &[("KeyId", &other), ("AliasName", OWN)], reserved),
        ("DeleteAlias", &[("AliasName", OWN)], reserved),
    ];
    for (operation, params, expected) in cases {
        expected.holds(operation, stage.world.call(&stage.root, "kms", operation, params));
    }
    assert_eq!(own_key(&stage), own);
    let state = kms(&stage, "DescribeKey", &[("KeyId", &own)]);
    assert_eq!(state["KeyMetadata"]["KeyState"], json!("Enabled"));
    assert_eq!(state["KeyMetadata"]["Creator"], json!(ACCOUNT));
}
