//! For every operation: who may nothing is refused, whether or not the instance is there; who may learns that it is not.

use rampart_testkit::{ACCOUNT, refused};

use super::{DENIED, NO_INSTANCE, NOT_FOUND, PLAIN, Stage, allows};
use crate::ops::rds::gate;

type Params<'a> = &'a [(&'a str, &'a str)];

const ACCOUNT_NAMED: Params<'_> = &[("AccountName", "app"), ("AccountPassword", "Passw0rd!")];

/// Operations on one instance: what they need beside its id.
const ON_ONE: &[(&str, Params<'_>)] = &[
    ("CreateAccount", ACCOUNT_NAMED),
    ("CreateDatabase", &[("DBName", "orders"), ("CharacterSetName", "UTF8")]),
    ("DeleteAccount", ACCOUNT_NAMED),
    ("DeleteDBInstance", &[]),
    ("DeleteDatabase", &[("DBName", "orders")]),
    ("DescribeAccounts", &[]),
    ("DescribeDBInstanceAttribute", &[]),
    ("DescribeDBInstanceEncryptionKey", &[]),
    ("DescribeDBInstanceHAConfig", &[]),
    ("DescribeDBInstanceIPArrayList", &[]),
    ("DescribeDBInstanceMonitor", &[]),
    ("DescribeDBInstanceNetInfo", &[]),
    ("DescribeDBInstanceSSL", &[]),
    ("DescribeDBInstanceTDE", &[]),
    ("DescribeDatabases", &[]),
    ("DescribeHADiagnoseConfig", &[]),
    ("DescribeHASwitchConfig", &[]),
    ("DescribeInstanceAutoRenewalAttribute", &[]),
    ("DescribePGHbaConfig", &[]),
    ("DescribeParameters", &[]),
    ("DescribeSQLCollectorPolicy", &[]),
    ("DescribeSQLCollectorRetention", &[]),
    ("DescribeSecurityGroupConfiguration", &[]),
    ("DescribeTags", &[]),
    ("DescribeTasks", &[]),
    ("DestroyDBInstance", &[]),
    (
        "GrantAccountPrivilege",
        &[("AccountName", "app"), ("DBName", "orders"), ("AccountPrivilege", "ReadWrite")],
    ),
    ("ModifyAccountDescription", &[("AccountName", "app"), ("AccountDescription", "x")]),
    ("ModifyDBDescription", &[("DBName", "orders"), ("DBDescription", "x")]),
    ("ModifyDBInstanceDeletionProtection", &[("DeletionProtection", "true")]),
    ("ModifyDBInstanceDescription", &[("DBInstanceDescription", "x")]),
    ("ModifyDBInstanceTDE", &[("TDEStatus", "Enabled")]),
    ("ModifySecurityIps", &[("SecurityIps", "127.0.0.1")]),
    ("RecoveryDBInstance", &[("DbNames", "*")]),
    ("ResetAccountPassword", ACCOUNT_NAMED),
    ("RestartDBInstance", &[]),
    ("RevokeAccountPrivilege", &[("AccountName", "app"), ("DBName", "orders")]),
    ("StartDBInstance", &[]),
    ("StopDBInstance", &[]),
];

/// The same for those that name instances by `ResourceId`.
const ON_SEVERAL: &[(&str, Params<'_>)] = &[
    ("ListTagResources", &[]),
    ("TagResources", &[("Tag.1.Key", "k"), ("Tag.1.Value", "v")]),
    ("UntagResources", &[("TagKey.1", "k")]),
];

/// The same for the one that names its instance by `InsName`.
const ON_INS_NAME: &[(&str, Params<'_>)] = &[("DescribeInstanceLinkedWhitelistTemplate", &[])];

/// Operations on all instances.
const ON_ALL: &[(&str, Params<'_>)] = &[
    ("CheckCloudResourceAuthorized", &[]),
    ("CreateDBInstance", PLAIN),
    ("DescribeDBInstances", &[]),
    ("DescribeEvents", &[]),
    (
        "DescribeKmsAssociateResources",
        &[("KmsResourceId", NO_INSTANCE), ("KmsResourceType", "key"), ("KmsResourceUser", ACCOUNT)],
    ),
    ("DescribeTags", &[]),
    ("ListTagResources", &[("ResourceType", "INSTANCE")]),
];

/// Operations on attached servers, which are ours; `attachments` tries them further.
const ON_ATTACHED: &[(&str, Params<'_>)] = &[
    ("CreateTdeAttachment", &[("Name", "orders")]),
    ("DeleteTdeAttachment", &[("Name", "orders")]),
    ("DescribeTdeAttachments", &[]),
    ("DestroyTdeAttachment", &[("Name", "orders")]),
    ("RecoverTdeAttachment", &[("Name", "orders")]),
    ("RenewTdeAttachment", &[("Name", "orders")]),
];

#[test]
fn who_may_nothing_does_not_learn_whether_an_instance_is_there() {
    let stage = Stage::new();
    let nobody = stage.world.user("nobody", None);
    let there = stage.create(&[]);
    for (name, kind, operations) in [
        ("DBInstanceId", None, ON_ONE),
        ("ResourceId.1", Some(("ResourceType", "INSTANCE")), ON_SEVERAL),
        ("InsName", None, ON_INS_NAME),
    ] {
        for (operation, others) in operations {
            for (id, root) in [
                (there.as_str(), None),
                (NO_INSTANCE, Some(NOT_FOUND)),
                ("PGM-1", Some(NOT_FOUND)),
                ("*", Some(NOT_FOUND)),
            ] {
                let mut params: Vec<(&str, &str)> = others.to_vec();
                params.extend(kind);
                params.push((name, id));
                stage.check_as(&nobody, operation, &params, DENIED);
                if let Some(expected) = root {
                    stage.check(operation, &params, expected);
                }
            }
        }
    }
    for (operation, params) in ON_ALL.iter().chain(ON_ATTACHED) {
        stage.check_as(&nobody, operation, params, DENIED);
    }
}

#[test]
fn who_may_the_one_action_is_let_in() {
    let stage = Stage::new();
    for (operation, others) in ON_ONE {
        let who = stage.world.user(&format!("u-{operation}"), Some(&allows(&[&format!("rds:{operation}")])));
        let params = [others, &[("DBInstanceId", NO_INSTANCE)][..]].concat();
        stage.check_as(&who, operation, &params, NOT_FOUND);
    }
    for (operation, others) in ON_ALL {
        let who = stage.world.user(&format!("a-{operation}"), Some(&allows(&[&format!("rds:{operation}")])));
        stage.check_as(&who, operation, others, rampart_testkit::done());
    }
}

#[test]
fn what_is_needed_must_be_given() {
    let stage = Stage::new();
    for (operation, others) in ON_ONE {
        // DescribeTags without an instance tells of all.
        if *operation != "DescribeTags" {
            stage.check(operation, others, refused(400, "MissingParameter"));
        }
    }
    for (name, _) in PLAIN.iter().filter(|(name, _)| *name != "RegionId") {
        let others: Vec<_> = PLAIN.iter().copied().filter(|(other, _)| other != name).collect();
        stage.check("CreateDBInstance", &others, refused(400, "MissingParameter"));
    }
}

#[test]
fn every_operation_that_is_built_stands_in_a_table_here() {
    let tables = [ON_ONE, ON_SEVERAL, ON_INS_NAME, ON_ALL, ON_ATTACHED].concat();
    for operation in rampart_wire::Operation::ALL {
        let of_rds = operation.service() == rampart_wire::Service::Rds;
        let asks = of_rds && gate(operation) == Some(crate::ops::Gate::Permit);
        let tried = tables.iter().any(|(name, _)| *name == operation.name());
        assert!(!asks || tried, "{}", operation.name());
    }
}
