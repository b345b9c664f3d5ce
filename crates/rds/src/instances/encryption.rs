//! Which key an instance's disk needs, and which instances need a key.

use rampart_authz::{Permitted, Resource};
use rampart_store::{Page, StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn};

use super::InstanceRefused;
use crate::{
    action::{DescribeDBInstanceEncryptionKey, DescribeKmsAssociateResources},
    instance::{Lock, Status, Warning},
    intent::EngineKind,
    keys::EncryptionKeyId,
    limits,
    records::{Instance, Pointer},
    resource::{DbInstance, DbInstances},
    rows,
};

/// How an instance's disk is encrypted and how that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct EncryptionView {
    /// The key.
    pub key: EncryptionKeyId,
    /// The role under which it is used.
    pub role: Arn,
    /// Set while the key is known to be lost.
    pub lock: Option<Lock>,
    /// What stands in the way of the next opening, as far as it is known.
    pub warning: Option<Warning>,
}

/// An instance that needs a key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyUse {
    /// Which instance.
    pub instance: rampart_vocab::DbInstanceId,
    /// Its engine.
    pub engine: EngineKind,
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
    let instance = permit.found()?;
    Ok(instance.encryption.as_ref().map(|encryption| EncryptionView {
        key: encryption.key.clone(),
        role: encryption.role.clone(),
        lock: instance.life.lock.clone(),
        warning: instance.life.warning.clone(),
    }))
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

/// The instances that need a key, those in the bin included; what KMS asks before a key is deleted.
///
/// # Errors
/// When the store fails.
pub async fn instances_using_key(
    txn: &mut Txn,
    permit: &Permitted<DescribeKmsAssociateResources, DbInstances>,
    key: &EncryptionKeyId,
) -> Result<Vec<KeyUse>, InstanceRefused> {
    let account: AccountId = permit.account();
    let page = Page::first(limits::INSTANCES_PER_ACCOUNT_MAX);
    let mut uses = Vec::new();
    for (_, pointer) in txn.peek_scan::<Pointer>(&rows::of_key(account, key), page).await? {
        if let Some(row) = txn.get::<Instance>(&rows::instance(account, &pointer.record.instance)).await? {
            let Instance { id, engine, .. } = &*row.record;
            uses.push(KeyUse { instance: id.clone(), engine: *engine, status: row.record.status() });
        }
    }
    Ok(uses)
}
