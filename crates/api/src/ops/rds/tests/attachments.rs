//! Attached servers: who may attach, what is lent, what is told, and the way out.

use std::sync::Arc;

use rampart_rds::{
    attachments::{Keeper, Why},
    fake::Permission,
    table_keys::{AttachedServers, AttachmentDesk, TokenHash},
};
use rampart_testkit::{ACCOUNT, Expected, done, refused};
use rampart_vocab::{Clock, DbInstanceId, ManualClock, ServerId};
use serde_json::{Value, json};

use super::{DENIED, ROLE, Stage, allows, text};

const LENDING: &[&str] = &["rds:CreateTdeAttachment", "sts:AssumeRole", "kms:DescribeKey", "kms:TagResource"];
const NO_ATTACHMENT: Expected = refused(404, "InvalidTdeAttachment.NotFound");
const TAKEN: Expected = refused(400, "InvalidName.Duplicate");
const ON_ONE: [&str; 4] =
    ["RenewTdeAttachment", "DeleteTdeAttachment", "RecoverTdeAttachment", "DestroyTdeAttachment"];

/// An endpoint that nobody asks.
struct NoDesk;

impl AttachmentDesk for NoDesk {
    fn admit(&self, _: &DbInstanceId, _: TokenHash) {}
    fn forget_keys(&self, _: &DbInstanceId) {}
    fn dismiss(&self, _: &DbInstanceId) {}
}

impl Stage {
    /// The keeper of this server, at this time.
    fn keeper(&self) -> Keeper {
        let clock = Arc::new(ManualClock::at(self.world.clock().now()));
        Keeper::new(self.world.store().clone(), self.keys.clone(), clock, ServerId::from_bytes([7; 16]))
    }

    /// Has everything seen to that is wished for an attachment.
    fn see_to(&self, mount: &str) {
        let (account, id) = (ACCOUNT.parse().unwrap(), mount.parse().unwrap());
        self.world.run(async { self.keeper().look(&NoDesk, account, &id, Why::Change).await }).unwrap();
    }

    /// Attaches under the default role; the answer.
    #[track_caller]
    fn attach(&self, name: &str, key: &str) -> Value {
        self.done("CreateTdeAttachment", &[("Name", name), ("EncryptionKey", key)])
    }

    /// A field of the only attachment of this name.
    #[track_caller]
    fn attachment(&self, name: &str, field: &str) -> Value {
        let answer = self.done("DescribeTdeAttachments", &[("Name", name)]);
        assert_eq!(answer["TotalRecordCount"], json!(1), "{answer}");
        answer["Items"]["TdeAttachment"][0][field].clone()
    }
}

#[test]
fn attaching_answers_what_the_server_is_configured_with_and_the_token_once() {
    let stage = Stage::new();
    let (role, key) = (stage.authorise(), stage.key());
    let made = stage.attach("orders", &key);
    let mount = text(&made["MountPath"]);
    assert!(mount.starts_with("tde-"), "{mount}");
    assert_eq!(made["VaultUrls"]["VaultUrl"], json!([format!("https://keys.rampart.test:20443/v1/{mount}")]));
    assert_eq!((&made["CaPem"], &made["EncryptionKey"]), (&json!("PEM"), &json!(key)));
    assert_eq!(made["RoleArn"].as_str().unwrap().to_lowercase(), role.to_lowercase());
    let token = text(&made["VaultToken"]);
    assert!(token.len() > 43, "{token}");

    assert_eq!(stage.attachment("orders", "Status"), "Preparing");
    stage.see_to(&mount);
    let told = stage.done("DescribeTdeAttachments", &[]);
    assert!(!told.to_string().contains(&token));
    let renewed = stage.done("RenewTdeAttachment", &[("Name", "orders")]);
    assert_ne!(text(&renewed["VaultToken"]), token);
    assert_eq!((&renewed["MountPath"], &renewed["CaPem"]), (&made["MountPath"], &made["CaPem"]));
    assert!(!json!(stage.world.audited()).to_string().contains(&token));
    for (field, value) in [
        ("Status", json!("Attached")),
        ("NextStart", json!("Succeeds")),
        ("Reason", json!("")),
        ("MountPath", json!(mount)),
        ("EncryptionKey", json!(key)),
        ("ServiceKey", json!(false)),
        ("LastOpenedTime", Value::Null),
        ("KeptUntil", Value::Null),
    ] {
        assert_eq!(stage.attachment("orders", field), value, "{field}");
    }
}

#[test]
fn nobody_lends_an_attachment_what_he_may_not_use_himself() {
    let stage = Stage::new();
    let (role, key) = (stage.authorise(), stage.key());
    let absent = "0198f000-0000-7000-8000-00000000dead";
    let other_role = format!("acs:ram::{ACCOUNT}:role/absent");
    let cases: &[(&str, &str, &str, Expected)] = &[
        ("", &role, &key, done()),
        ("rds:CreateTdeAttachment", &role, &key, DENIED),
        ("sts:AssumeRole", &role, &key, DENIED),
        ("kms:DescribeKey", &role, &key, DENIED),
        ("kms:TagResource", &role, &key, DENIED),
        ("", &other_role, &key, refused(404, "EntityNotExist.Role")),
        ("", &role, absent, refused(404, "Forbidden.KeyNotFound")),
        ("", &role, "alias/x", refused(400, "InvalidEncryptionKey.Malformed")),
        ("", ROLE, &key, refused(400, "InvalidRoleArn.Malformed")),
    ];
    for (at, (without, role, key, expected)) in cases.iter().enumerate() {
        let held: Vec<&str> = LENDING.iter().copied().filter(|action| action != without).collect();
        let who = stage.world.user(&format!("user-{at}"), Some(&allows(&held)));
        let name = format!("name-{at}");
        let params = [("Name", name.as_str()), ("RoleArn", role), ("EncryptionKey", key)];
        stage.check_as(&who, "CreateTdeAttachment", &params, *expected);
    }
}

#[test]
fn nobody_brings_a_token_about_by_which_he_reads_keys_that_he_may_not_lend() {
    let stage = Stage::new();
    let (_, key) = (stage.authorise(), stage.key());
    stage.attach("orders", &key);
    let named = [("Name", "orders")];
    for operation in ["RenewTdeAttachment", "RecoverTdeAttachment"] {
        if operation == "RecoverTdeAttachment" {
            stage.done("DeleteTdeAttachment", &named);
        }
        for without in ["sts:AssumeRole", "kms:DescribeKey"] {
            let held: Vec<&str> = ["rds:*", "sts:AssumeRole", "kms:DescribeKey"]
                .into_iter()
                .filter(|action| *action != without)
                .collect();
            let name = format!("{operation}-{}", without.replace(':', "-"));
            let who = stage.world.user(&name, Some(&allows(&held)));
            stage.check_as(&who, operation, &named, DENIED);
        }
        // What is lost is lent all the same: the token before ends.
        stage.world.call(&stage.root, "kms", "DisableKey", &[("KeyId", &key)]).unwrap();
        let who = stage.world.user(operation, Some(&allows(&["rds:*", "sts:AssumeRole", "kms:DescribeKey"])));
        stage.check_as(&who, operation, &named, done());
        stage.world.call(&stage.root, "kms", "EnableKey", &[("KeyId", &key)]).unwrap();
    }
}

#[test]
fn rights_are_for_one_attachment_and_absence_is_not_told_without_them() {
    let stage = Stage::new();
    let (_, key) = (stage.authorise(), stage.key());
    stage.attach("orders", &key);
    stage.attach("people", &key);
    let policy = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"rds:*TdeAttachment",
            "Resource":"acs:rds:*:{ACCOUNT}:tdeattachment/orders"}},
            {{"Effect":"Allow","Action":["sts:AssumeRole","kms:DescribeKey"],"Resource":"*"}}]}}"#
    );
    let owner = stage.world.user("owner", Some(&policy));
    stage.check_as(&owner, "RenewTdeAttachment", &[("Name", "orders")], done());
    for operation in ON_ONE {
        for name in ["people", "absent"] {
            stage.check_as(&owner, operation, &[("Name", name)], DENIED);
        }
        stage.check(operation, &[("Name", "absent")], NO_ATTACHMENT);
        stage.check(operation, &[("Name", "Or/ders")], refused(400, "InvalidName.Malformed"));
        stage.check(operation, &[], refused(400, "MissingParameter"));
        let elsewhere = [("Name", "orders"), ("RegionId", "cn-beijing")];
        stage.check(operation, &elsewhere, refused(400, "Forbidden.RegionNotFound"));
    }
    stage.check_as(&owner, "DescribeTdeAttachments", &[], DENIED);
}

#[test]
fn a_name_is_given_once_and_a_detached_one_is_kept_for_a_week() {
    let stage = Stage::new();
    let (_, key) = (stage.authorise(), stage.key());
    let made = stage.attach("orders", &key);
    stage.see_to(made["MountPath"].as_str().unwrap());
    let again = [("Name", "orders"), ("EncryptionKey", key.as_str())];
    let not_there = refused(403, "OperationDenied.TdeAttachmentStatus");
    stage.check("CreateTdeAttachment", &again, TAKEN);
    stage.check("RecoverTdeAttachment", &[("Name", "orders")], not_there);
    stage.check("DestroyTdeAttachment", &[("Name", "orders")], not_there);

    let until = stage.done("DeleteTdeAttachment", &[("Name", "orders")])["KeptUntil"].clone();
    assert_eq!(stage.attachment("orders", "Status"), "Detached");
    assert_eq!(stage.attachment("orders", "NextStart"), "Refused");
    assert_eq!(stage.attachment("orders", "KeptUntil"), until);
    stage.check("DeleteTdeAttachment", &[("Name", "orders")], NO_ATTACHMENT);
    stage.check("RenewTdeAttachment", &[("Name", "orders")], NO_ATTACHMENT);
    stage.check("CreateTdeAttachment", &again, TAKEN);
    let back = stage.done("RecoverTdeAttachment", &[("Name", "orders")]);
    assert_eq!(back["MountPath"], made["MountPath"]);
    assert_eq!(stage.attachment("orders", "NextStart"), "Succeeds");

    stage.done("DeleteTdeAttachment", &[("Name", "orders")]);
    stage.done("DestroyTdeAttachment", &[("Name", "orders")]);
    assert_eq!(stage.done("DescribeTdeAttachments", &[])["TotalRecordCount"], json!(0));
    stage.check("CreateTdeAttachment", &again, done());
}

#[test]
fn a_key_that_an_attachment_needs_is_told_and_not_destroyed() {
    let stage = Stage::new();
    let start = stage.world.clock().now();
    let (_, key) = (stage.authorise(), stage.key());
    let mount = text(&stage.attach("orders", &key)["MountPath"]);
    let asked = [("KmsResourceId", key.as_str()), ("KmsResourceType", "key"), ("KmsResourceUser", ACCOUNT)];
    let told = stage.done("DescribeKmsAssociateResources", &asked);
    let used = &told["AssociateDBInstances"][0];
    assert_eq!(
        (&used["DBInstanceName"], &used["KeyUsedBy"], &used["Engine"]),
        (&json!(mount), &json!("TDE"), &json!("MariaDB"))
    );
    let schedule = [("KeyId", key.as_str()), ("PendingWindowInDays", "7")];
    stage.world.call(&stage.root, "kms", "ScheduleKeyDeletion", &schedule).unwrap();
    stage.world.advance_seconds(10 * 86_400);
    let sum = stage.world.destroy_due_keys(start);
    assert_eq!((sum.destroyed, sum.needed), (0, 1));
    stage.done("DeleteTdeAttachment", &[("Name", "orders")]);
    assert_eq!(stage.world.destroy_due_keys(start).needed, 1);
    stage.done("DestroyTdeAttachment", &[("Name", "orders")]);
    assert_eq!(stage.world.destroy_due_keys(start).destroyed, 1);
}

#[test]
fn a_start_that_would_be_refused_is_told_beforehand_and_one_that_was_stays_told() {
    let stage = Stage::new();
    let (_, key) = (stage.authorise(), stage.key());
    let made = stage.attach("orders", &key);
    let (mount, token) = (text(&made["MountPath"]), TokenHash::of(text(&made["VaultToken"]).as_bytes()));
    stage.see_to(&mount);
    stage.keys.set_permission(Permission::NoCryptography);
    stage.see_to(&mount);
    assert_eq!(stage.attachment("orders", "NextStart"), "Refused");
    let reason = "the role may not use the encryption key: no statement allows it";
    assert_eq!(stage.attachment("orders", "Reason"), reason);
    assert_eq!(stage.attachment("orders", "LastRefusedReason"), Value::Null);
    let id: DbInstanceId = mount.parse().unwrap();
    stage.world.run(async { stage.keeper().open(&id, token).await }).unwrap_err();
    stage.keys.set_permission(Permission::Granted);
    stage.world.run(async { stage.keeper().open(&id, token).await }).unwrap();
    assert_eq!(stage.attachment("orders", "NextStart"), "Succeeds");
    assert_eq!(stage.attachment("orders", "LastRefusedReason"), reason);
    assert_ne!(stage.attachment("orders", "LastOpenedTime"), Value::Null);
}
