//! What policies name: an instance, and all instances of an account.

use rampart_authz::Resource;
use rampart_store::{Row, StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, DbInstanceId, RegionId};

use crate::{instances::InstanceRefused, records::Instance, rows};

const SERVICE: &str = "rds";

/// An instance that a request names, there or not: `acs:rds:<region>:<account>:dbinstance/<id>`.
///
/// Condition keys: `rds:ResourceTag/<key>` and `acs:ResourceTag/<key>`.
#[derive(Clone, Debug)]
pub struct DbInstance {
    arn: Arn,
    account: AccountId,
    row: Option<Row<Instance>>,
}

impl DbInstance {
    /// Looks an instance of this account up. One that is not there is a resource too: who may not ask for it is
    /// denied before he learns that.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn look_up(
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
        id: &DbInstanceId,
    ) -> Result<Self, StoreFailed> {
        let row = txn.get::<Instance>(&rows::instance(account, id)).await?;
        let resource = format!("dbinstance/{id}");
        let arn = Arn::from_parts(SERVICE, region.as_str(), &account.to_string(), &resource);
        Ok(Self { arn, account, row })
    }

    /// The instance, if it is there and not in the bin.
    ///
    /// # Errors
    /// [`InstanceRefused::NotFound`].
    pub fn found(&self) -> Result<&Instance, InstanceRefused> {
        self.anywhere().and_then(|it| if it.is_in_bin() { Err(InstanceRefused::NotFound) } else { Ok(it) })
    }

    /// The instance, if it is there or in the bin.
    ///
    /// # Errors
    /// [`InstanceRefused::NotFound`].
    pub fn anywhere(&self) -> Result<&Instance, InstanceRefused> {
        self.row.as_ref().map(|row| &*row.record).ok_or(InstanceRefused::NotFound)
    }
}

impl Resource for DbInstance {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        let tag = key.strip_prefix("rds:ResourceTag/").or_else(|| key.strip_prefix("acs:ResourceTag/"))?;
        let tags = &self.row.as_ref()?.record.tags;
        tags.iter().find(|it| *it.key == *tag).map(|it| &*it.value)
    }
}

/// All instances of an account: `acs:rds:<region>:<account>:dbinstance/*`. What creating and listing are asked on.
///
/// Condition key: `rds:DiskEncryptionRequired`, `false` when an instance is to be created without encryption.
#[derive(Clone, Debug)]
pub struct DbInstances {
    arn: Arn,
    account: AccountId,
    region: RegionId,
    encrypted: Option<bool>,
}

impl DbInstances {
    /// For listing.
    pub fn of(region: &RegionId, account: AccountId) -> Self {
        let arn = Arn::from_parts(SERVICE, region.as_str(), &account.to_string(), "dbinstance/*");
        Self { arn, account, region: region.clone(), encrypted: None }
    }

    /// For creating one whose disk is encrypted or not.
    pub fn with_new(region: &RegionId, account: AccountId, encrypted: bool) -> Self {
        Self { encrypted: Some(encrypted), ..Self::of(region, account) }
    }

    /// The region in which they are.
    pub const fn region(&self) -> &RegionId {
        &self.region
    }

    /// Whether the new one was said to be encrypted; `None` when none is made.
    pub const fn encrypted(&self) -> Option<bool> {
        self.encrypted
    }
}

impl Resource for DbInstances {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        let encrypted = self.encrypted.filter(|_| key.eq_ignore_ascii_case("rds:DiskEncryptionRequired"))?;
        Some(if encrypted { "true" } else { "false" })
    }
}
