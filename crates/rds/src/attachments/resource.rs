//! What policies name: an attachment, and all attachments of an account.

use rampart_authz::Resource;
use rampart_store::{Row, StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, RegionId};

use super::{Attachment, AttachmentName, AttachmentRefused, rows};
use crate::records::Pointer;

/// An attachment that a request names, there or not: `acs:rds:<region>:<account>:tdeattachment/<name>`.
#[derive(Clone, Debug)]
pub struct TdeAttachment {
    arn: Arn,
    account: AccountId,
    region: RegionId,
    name: AttachmentName,
    row: Option<Row<Attachment>>,
}

impl TdeAttachment {
    /// Looks an attachment of this account up. One that is not there is a resource too: who may not ask for it is
    /// denied before he learns that.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn look_up(
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
        name: &AttachmentName,
    ) -> Result<Self, StoreFailed> {
        let row = match txn.get::<Pointer>(&rows::by_name(account, name)).await? {
            Some(pointer) => {
                txn.get::<Attachment>(&rows::attachment(account, &pointer.record.instance)).await?
            }
            None => None,
        };
        let resource = format!("tdeattachment/{name}");
        let arn = Arn::from_parts("rds", region.as_str(), &account.to_string(), &resource);
        Ok(Self { arn, account, region: region.clone(), name: name.clone(), row })
    }

    /// The name that was asked for.
    pub const fn name(&self) -> &AttachmentName {
        &self.name
    }

    /// The region in which it is.
    pub const fn region(&self) -> &RegionId {
        &self.region
    }

    /// The attachment, if it is there and not detached.
    ///
    /// # Errors
    /// [`AttachmentRefused::NotFound`].
    pub fn found(&self) -> Result<&Attachment, AttachmentRefused> {
        self.anywhere().filter(|it| it.kept_until.is_none()).ok_or(AttachmentRefused::NotFound)
    }

    /// The attachment, if it is there or in the bin.
    pub fn anywhere(&self) -> Option<&Attachment> {
        self.row.as_ref().map(|row| &*row.record)
    }
}

impl Resource for TdeAttachment {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn condition(&self, _: &str) -> Option<&str> {
        None
    }
}

/// All attachments of an account: `acs:rds:<region>:<account>:tdeattachment/*`. What listing is asked on.
#[derive(Clone, Debug)]
pub struct TdeAttachments {
    arn: Arn,
    account: AccountId,
}

impl TdeAttachments {
    /// For listing.
    pub fn of(region: &RegionId, account: AccountId) -> Self {
        let arn = Arn::from_parts("rds", region.as_str(), &account.to_string(), "tdeattachment/*");
        Self { arn, account }
    }
}

impl Resource for TdeAttachments {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn condition(&self, _: &str) -> Option<&str> {
        None
    }
}
