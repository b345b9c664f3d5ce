//! Which keys an instance needs, and which instances need a key.

use rampart_authz::{Permitted, Resource};
use rampart_store::{Page, StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, DbInstanceId};

use super::InstanceRefused;
use crate::{
    action::{DescribeDBInstanceEncryptionKey, DescribeKmsAssociateResources},
    attachments,
    instance::{Life, Lock, Status, Warning},
    intent::EngineKind,
    keys::{EncryptionKeyId, KeyUsedBy},
    limits,
    records::{Instance, Pointer, Presented},
    resource::{DbInstance, DbInstances},
    rows,
};

/// A key that an instance uses, and how that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct EncryptionView {
    /// What it uses the key for.
    pub used_by: KeyUsedBy,
    /// The key.
    pub key: EncryptionKeyId,
    /// The role under which it is used.
    pub role: Arn,
    /// Set while the key is known to be lost. A disk is locked then, tables as soon as no engine runs.
    pub lock: Option<Lock>,
    /// What stands in the way of the next opening, as far as it is known: the oldest of it.
    pub warning: Option<Warning>,
}

/// An instance that needs a key. One that uses it for disk and tables is listed twice.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyUse {
    /// Which instance.
    pub instance: DbInstanceId,
    /// What it uses the key for.
    pub used_by: KeyUsedBy,
    /// Its engine.
    pub engine: EngineKind,
    /// What the API calls its engine where it does not go by its own name.
    pub presented: Option<Presented>,
    /// What it shows of itself. One in the bin needs its key too.
    pub status: Status,
}

/// How the instance's disk is encrypted; `None` for a plain one.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn encryption_key(
    permit: &Permitted<DescribeDBInstanceEncryptionKey, DbInstance>,
) -> Result<Option<EncryptionView>, InstanceRefused> {
    Ok(encryption_keys(permit)?.into_iter().find(|view| view.used_by == KeyUsedBy::DiskEncryption))
}

/// The keys of the instance's disk and of its tables, as far as it has them.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn encryption_keys(
    permit: &Permitted<DescribeDBInstanceEncryptionKey, DbInstance>,
) -> Result<Vec<EncryptionView>, InstanceRefused> {
    let instance = permit.found()?;
    let view = |(used_by, key, role): (KeyUsedBy, &EncryptionKeyId, &Arn)| EncryptionView {
        used_by,
        key: key.clone(),
        role: role.clone(),
        lock: instance.life.lost(used_by).cloned(),
        warning: warning(&instance.life, used_by),
    };
    Ok(keys(instance).map(view).collect())
}

/// Whether any instance needs the key, those in the bin included; what is asked before a key is destroyed.
///
/// No permit is asked, for nothing else is told. The commit of `txn` requires that it is still so.
///
/// # Errors
/// When the store fails.
pub async fn is_key_needed(
    txn: &mut Txn,
    account: AccountId,
    key: &EncryptionKeyId,
) -> Result<bool, StoreFailed> {
    Ok(!txn.scan::<Pointer>(&rows::of_key(account, key), Page::first(1)).await?.is_empty())
}

/// The instances and attached servers that need a key, those in the bin included; what KMS asks before a key is deleted.
///
/// # Errors
/// When the store fails.
pub async fn instances_using_key(
    txn: &mut Txn,
    permit: &Permitted<DescribeKmsAssociateResources, DbInstances>,
    key: &EncryptionKeyId,
) -> Result<Vec<KeyUse>, InstanceRefused> {
    let account: AccountId = permit.account();
    let page = Page::first(limits::INSTANCES_PER_ACCOUNT_MAX + limits::ATTACHMENTS_PER_ACCOUNT_MAX);
    let mut uses = Vec::new();
    for (_, pointer) in txn.peek_scan::<Pointer>(&rows::of_key(account, key), page).await? {
        if let Some(row) = txn.get::<Instance>(&rows::instance(account, &pointer.record.instance)).await? {
            let Instance { id, engine, presented, .. } = &*row.record;
            let used = keys(&row.record).filter(|(_, used, _)| *used == key);
            uses.extend(used.map(|(used_by, ..)| KeyUse {
                instance: id.clone(),
                used_by,
                engine: *engine,
                presented: *presented,
                status: row.record.status(),
            }));
        } else if let Some(attached) =
            attachments::is_attached(txn, account, &pointer.record.instance).await?
        {
            uses.push(KeyUse {
                instance: pointer.record.instance.clone(),
                used_by: KeyUsedBy::Tde,
                engine: EngineKind::MariaDb,
                presented: None,
                status: if attached { Status::Running } else { Status::Deleted },
            });
        }
    }
    Ok(uses)
}

/// The keys that an instance uses, each with its role.
fn keys(instance: &Instance) -> impl Iterator<Item = (KeyUsedBy, &EncryptionKeyId, &Arn)> {
    let disk = instance.encryption.as_ref().map(|it| (KeyUsedBy::DiskEncryption, &it.key, &it.role));
    let tables = instance.tables.as_ref().map(|it| (KeyUsedBy::Tde, &it.key, &it.role));
    disk.into_iter().chain(tables)
}

/// What stands in the way of this key, or of the hand with either.
pub(super) fn warning(life: &Life, used_by: KeyUsedBy) -> Option<Warning> {
    life.warnings().into_iter().find(|warning| warning.about().is_none_or(|about| about == used_by))
}
