//! House rules of the operations: what is not built is written down, and who holds nothing gets nothing.

use rampart_testkit::{ACCOUNT, World};
use rampart_wire::{Operation, Service};

use super::{Gate, gate_of};

/// The operations that are known and not built yet, one a line. The list may only shrink.
const UNBUILT: &str = include_str!("unbuilt.txt");
/// How many those are.
const UNBUILT_LEFT: usize = 157;

const POLICY: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}"#;
const TRUST: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"Service":"rds.aliyuncs.com"}}]}"#;
/// What CreateDBInstance cannot do without.
const INSTANCE: &[(&str, &str)] = &[
    ("RegionId", "cn-hangzhou"),
    ("Engine", "PostgreSQL"),
    ("EngineVersion", "15.0"),
    ("DBInstanceClass", "pg.n2.2c.1m"),
    ("DBInstanceStorage", "20"),
    ("DBInstanceNetType", "Intranet"),
    ("PayType", "Postpaid"),
    ("SecurityIPList", "127.0.0.1"),
];

#[test]
fn what_is_not_built_is_written_down_and_nothing_else_is() {
    let written: Vec<&str> = UNBUILT.lines().collect();
    let unbuilt: Vec<String> = Operation::ALL
        .into_iter()
        .filter(|operation| gate_of(*operation).is_none())
        .map(|operation| format!("{}:{}", operation.service().code(), operation.name()))
        .collect();
    assert_eq!(written, unbuilt, "strike what is built now from unbuilt.txt; never add to it");
    assert_eq!(written.len(), UNBUILT_LEFT, "lower the number with what is built; never raise it");
}

#[test]
fn a_caller_without_any_right_gets_nothing_from_any_operation() {
    let world = World::new();
    let there = There::new(&world);
    let nobody = world.user("nobody", None);
    let mut let_through = Vec::new();
    for operation in Operation::ALL {
        let params = there.params(operation);
        let answer = world.call(&nobody, operation.service().code(), operation.name(), &params);
        match gate_of(operation) {
            Some(Gate::Open(_)) => assert!(answer.is_ok(), "{operation:?} is open: {answer:?}"),
            Some(Gate::Permit) => match answer {
                Err(refused) if refused.status == 403 && refused.body["AccessDeniedDetail"].is_object() => {}
                other => let_through.push(format!("{operation:?}: {other:?}")),
            },
            None => {
                let refused = answer.expect_err("not built");
                assert_eq!((refused.status, refused.code.as_str()), (400, "UnsupportedOperation"));
            }
        }
    }
    assert!(let_through.is_empty(), "not stopped by their permit:\n{}", let_through.join("\n"));
}

/// What is there to be had, so that a call ends at its permit and nowhere before.
struct There {
    key: String,
    version: String,
    blob: String,
    access_key: String,
    instance: String,
    role_arn: String,
}

impl There {
    fn new(world: &World) -> Self {
        let root = world.root();
        let make = |service: &str, operation: &str, params: &[(&str, &str)]| {
            world.call(&root, service, operation, params).unwrap()
        };
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let key = world.key();
        make("kms", "CreateAlias", &[("KeyId", &key), ("AliasName", "alias/there")]);
        let sealed = make("kms", "Encrypt", &[("KeyId", &key), ("Plaintext", "aGVsbG8=")]);
        let access_key = world.user("there", Some(POLICY)).access_key_id;
        make("ram", "CreatePolicy", &[("PolicyName", "there"), ("PolicyDocument", POLICY)]);
        make("ram", "CreateGroup", &[("GroupName", "there")]);
        let role = make("ram", "CreateRole", &[("RoleName", "there"), ("AssumeRolePolicyDocument", TRUST)]);
        // Else each user may change his own password.
        make("ram", "SetSecurityPreference", &[("AllowUserToChangePassword", "false")]);
        let instance = make("rds", "CreateDBInstance", INSTANCE);
        Self {
            key,
            version: text(&sealed["KeyVersionId"]),
            blob: text(&sealed["CiphertextBlob"]),
            access_key,
            instance: text(&instance["DBInstanceId"]),
            role_arn: text(&role["Role"]["Arn"]),
        }
    }

    /// Parameters that every operation of a service may take; what an operation does not know it passes over.
    fn params(&self, operation: Operation) -> Vec<(&str, &str)> {
        match operation.service() {
            // Operations on an instance that is there refuse to change these.
            Service::Rds if operation == Operation::RdsCreateDBInstance => INSTANCE.to_vec(),
            Service::Rds if operation == Operation::RdsModifyDBInstanceTDE => {
                vec![("DBInstanceId", self.instance.as_str()), ("TDEStatus", "Enabled")]
            }
            Service::Rds if operation == Operation::RdsGrantAccountPrivilege => vec![
                ("DBInstanceId", self.instance.as_str()),
                ("AccountName", "app"),
                ("AccountPrivilege", "ReadWrite"),
                ("DBName", "orders"),
            ],
            Service::Actiontrail => Vec::new(),
            Service::Kms => vec![
                ("KeyId", &self.key),
                ("KeyVersionId", &self.version),
                ("AliasName", "alias/there"),
                ("CiphertextBlob", &self.blob),
                ("Plaintext", "aGVsbG8="),
                ("Description", "there"),
                ("PendingWindowInDays", "7"),
                ("EnableDeletionProtection", "true"),
                ("Tags", r#"[{"TagKey":"a","TagValue":"b"}]"#),
                ("TagKeys", r#"["a"]"#),
                ("ResourceType", "key"),
                ("ResourceId.1", &self.key),
                ("Tag.1.Key", "a"),
                ("Tag.1.Value", "b"),
                ("TagKey.1", "a"),
            ],
            // Others name more than one of these.
            Service::Ram if operation == Operation::RamEndSessions => vec![("RoleName", "there")],
            Service::Ram => vec![
                ("UserName", "there"),
                ("NewUserName", "elsewhere"),
                ("GroupName", "there"),
                ("NewGroupName", "elsewhere"),
                ("Password", "Passw0rd!"),
                ("OldPassword", "Passw0rd!"),
                ("NewPassword", "Passw0rd?"),
                ("UserAccessKeyId", &self.access_key),
                ("Status", "Inactive"),
                ("RoleName", "there"),
                ("PrincipalAction", "kms:Decrypt"),
                ("AssumeRolePolicyDocument", TRUST),
                ("NewAssumeRolePolicyDocument", TRUST),
                ("PolicyName", "there"),
                ("PolicyType", "Custom"),
                ("PolicyDocument", POLICY),
                ("VersionId", "v1"),
                ("NewDescription", "there"),
                ("ResourceType", "user"),
                ("ResourceNames.1", "there"),
                ("ResourceName.1", "there"),
                ("Tag.1.Key", "a"),
                ("Tag.1.Value", "b"),
                ("TagKey.1", "a"),
            ],
            Service::Sts => vec![("RoleArn", &self.role_arn), ("RoleSessionName", "there")],
            Service::Rds => vec![
                ("RegionId", "cn-hangzhou"),
                ("DBInstanceId", self.instance.as_str()),
                ("Name", "there"),
                ("DBInstanceDescription", "there"),
                ("DeletionProtection", "true"),
                ("DbNames", "*"),
                ("InsName", self.instance.as_str()),
                ("SecurityIps", "127.0.0.1"),
                ("AccountName", "app"),
                ("AccountPassword", "Passw0rd!"),
                ("AccountDescription", "there"),
                ("DBName", "orders"),
                ("CharacterSetName", "UTF8"),
                ("DBDescription", "there"),
                ("ResourceType", "INSTANCE"),
                ("ResourceId.1", self.instance.as_str()),
                ("Tag.1.Key", "a"),
                ("Tag.1.Value", "b"),
                ("TagKey.1", "a"),
                ("KmsResourceId", self.key.as_str()),
                ("KmsResourceRegionId", "cn-hangzhou"),
                ("KmsResourceType", "key"),
                ("KmsResourceUser", ACCOUNT),
            ],
        }
    }
}
