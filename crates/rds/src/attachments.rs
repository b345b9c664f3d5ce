//! MariaDB servers that others run and that take the keys of their tables from here: attached, renewed, detached.
//!
//! A wish is recorded here, each inside its caller's transaction and behind its own permit; [`Keeper`] makes the keys
//! and opens them. The server itself is its owner's: nothing here starts, stops or configures it.

mod keeper;
mod keys;
mod name;
mod record;
pub mod resource;
pub(crate) mod rows;
#[cfg(test)]
mod tests;

use rampart_authz::{Permitted, Resource};
use rampart_seal::SecretString;
use rampart_store::{Page, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Arn, Clock, DbInstanceId, Entropy, ServerId, Timestamp, iso_seconds};

pub use crate::rows::edit::EditFailed;
pub use keeper::{Keeper, Why};
pub use name::{AttachmentName, AttachmentNameRefused};
pub use record::{Attachment, Hindrance, NextStart, Refusal};

use crate::{
    action::{
        CreateTdeAttachment, DeleteTdeAttachment, DescribeTdeAttachments, DestroyTdeAttachment,
        RecoverTdeAttachment, RenewTdeAttachment,
    },
    attachments::{
        keys::Token,
        resource::{TdeAttachment, TdeAttachments},
    },
    instances::Moment,
    keys::EncryptionKeyId,
    limits,
    records::Pointer,
};

/// What an attachment is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAttachment {
    /// The key under which the keys of tables are wrapped.
    pub key: EncryptionKeyId,
    /// The role under which it is used.
    pub role: Arn,
    /// Whether the key is RDS' own.
    pub service_key: bool,
    /// The server whose endpoint gives the keys.
    pub host: ServerId,
    /// Where it is told to ask for them.
    pub told_at: Vec<Box<str>>,
}

/// An attachment and the token that opens it: told this once, kept as a hash.
#[derive(Debug)]
pub struct Admission {
    /// As it stands now.
    pub attachment: Attachment,
    /// What the attached server shows at each start: letters, digits and hyphens.
    pub token: SecretString,
}

/// Why something about an attachment was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AttachmentRefused {
    /// No such attachment, or it is detached.
    #[error("there is no attachment of this name: `DescribeTdeAttachments` lists them")]
    NotFound,
    /// Another has the name.
    #[error("the name belongs to another attachment: choose another, or renew that one's token")]
    Exists,
    /// A detached one has the name.
    #[error(
        "the name belongs to an attachment that was detached and is kept until {}: recover it, destroy it, or choose \
         another name",
        iso_seconds(*.0)
    )]
    InBin(Timestamp),
    /// It is attached, and only what is detached is recovered or destroyed.
    #[error("the attachment is in use: detach it first")]
    NotInBin,
    /// Its time in the bin is over.
    #[error("the attachment was detached too long ago to be recovered")]
    BinIsEmpty,
    /// The account has as many as it may have.
    #[error(
        "the account has {} attachments: destroy one that is detached first",
        limits::ATTACHMENTS_PER_ACCOUNT_MAX
    )]
    TooMany,
    /// A role of another account.
    #[error("the role `{0}` belongs to another account: choose a role of this account")]
    ForeignRole(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Records the wish for an attachment. Its keys are made, under the role, once this is committed.
///
/// # Errors
/// [`AttachmentRefused`], naming what of it cannot be.
pub async fn attach(
    txn: &mut Txn,
    permit: &Permitted<CreateTdeAttachment, TdeAttachment>,
    ask: NewAttachment,
    moment: &Moment,
    (clock, entropy): (&dyn Clock, &dyn Entropy),
) -> Result<Admission, AttachmentRefused> {
    let account = permit.account();
    if ask.role.account() != account.to_string() {
        return Err(AttachmentRefused::ForeignRole(ask.role.to_string()));
    }
    if let Some(there) = permit.anywhere() {
        return Err(there.kept_until.map_or(AttachmentRefused::Exists, AttachmentRefused::InBin));
    }
    // The rows counted change all the time and are not compared; of two at once this one stops the second.
    txn.get::<Pointer>(&rows::latest(account)).await?;
    let page = Page::first(limits::ATTACHMENTS_PER_ACCOUNT_MAX);
    let held = txn.peek_scan::<Attachment>(&rows::attachments(account), page).await?;
    if held.len() >= limits::ATTACHMENTS_PER_ACCOUNT_MAX {
        return Err(AttachmentRefused::TooMany);
    }
    let token = Token::new(entropy);
    let attachment = Attachment {
        id: DbInstanceId::new(MOUNT_PREFIX, clock, entropy),
        name: permit.name().clone(),
        account,
        region: permit.region().clone(),
        host: ask.host,
        key: ask.key,
        role: ask.role,
        service_key: ask.service_key,
        told_at: ask.told_at,
        keys: Vec::new(),
        token: token.hash().0,
        created: moment.now,
        renewed: moment.now,
        opened: None,
        refusal: None,
        hindrance: None,
        kept_until: None,
        cause: moment.cause,
        unknown: Unknown::NONE,
    };
    for pointer in rows::pointers(&attachment).into_iter().chain([rows::latest(account)]) {
        txn.put(&pointer, Pointer::new(account, attachment.id.clone()));
    }
    txn.put(&rows::attachment(account, &attachment.id), attachment.clone());
    Ok(Admission { attachment, token: token.into_secret() })
}

/// With what the mounts of attachments begin, as an instance's id begins with its engine.
const MOUNT_PREFIX: &str = "tde";

/// The account's attachments in the order of their making, detached ones too.
///
/// # Errors
/// When the store fails.
pub async fn list_attachments(
    txn: &mut Txn,
    permit: &Permitted<DescribeTdeAttachments, TdeAttachments>,
) -> Result<Vec<Attachment>, AttachmentRefused> {
    // Twice the quota covers what an earlier version let through.
    let page = Page::first(2 * limits::ATTACHMENTS_PER_ACCOUNT_MAX);
    let found = txn.peek_scan::<Attachment>(&rows::attachments(permit.account()), page).await?;
    Ok(found.iter().map(|(_, row)| Attachment::clone(&row.record)).collect())
}

/// Gives an attachment a new token, told with where to ask now. The one before opens nothing from here on; an engine that
/// runs is not disturbed.
///
/// # Errors
/// [`AttachmentRefused::NotFound`].
pub fn renew(
    txn: &mut Txn,
    permit: &Permitted<RenewTdeAttachment, TdeAttachment>,
    told_at: Vec<Box<str>>,
    moment: &Moment,
    entropy: &dyn Entropy,
) -> Result<Admission, AttachmentRefused> {
    let token = Token::new(entropy);
    let attachment = edit(txn, permit.found()?, |it| {
        it.token = token.hash().0;
        it.told_at = told_at;
        it.renewed = moment.now;
        it.cause = moment.cause;
    });
    Ok(Admission { attachment, token: token.into_secret() })
}

/// Detaches: the keys are given out no more, and stay in the bin for a while.
///
/// # Errors
/// [`AttachmentRefused::NotFound`].
pub fn detach(
    txn: &mut Txn,
    permit: &Permitted<DeleteTdeAttachment, TdeAttachment>,
    moment: &Moment,
) -> Result<Attachment, AttachmentRefused> {
    let attachment = permit.found()?;
    Ok(edit(txn, attachment, |it| {
        it.kept_until = Some(limits::kept_until(moment.now));
        it.hindrance = None;
        it.cause = moment.cause;
    }))
}

/// Takes an attachment out of the bin, keys, token and all.
///
/// # Errors
/// [`AttachmentRefused::NotFound`], [`AttachmentRefused::NotInBin`], [`AttachmentRefused::BinIsEmpty`].
pub fn recover(
    txn: &mut Txn,
    permit: &Permitted<RecoverTdeAttachment, TdeAttachment>,
    moment: &Moment,
) -> Result<Attachment, AttachmentRefused> {
    let attachment = permit.anywhere().ok_or(AttachmentRefused::NotFound)?;
    match attachment.kept_until {
        None => Err(AttachmentRefused::NotInBin),
        Some(until) if moment.now >= until => Err(AttachmentRefused::BinIsEmpty),
        Some(_) => Ok(edit(txn, attachment, |it| {
            it.kept_until = None;
            it.cause = moment.cause;
        })),
    }
}

/// Removes a detached attachment with its wrapped keys. It cannot be taken back.
///
/// # Errors
/// [`AttachmentRefused::NotFound`], [`AttachmentRefused::NotInBin`].
pub fn destroy(
    txn: &mut Txn,
    permit: &Permitted<DestroyTdeAttachment, TdeAttachment>,
) -> Result<(), AttachmentRefused> {
    let attachment = permit.anywhere().ok_or(AttachmentRefused::NotFound)?;
    if attachment.kept_until.is_none() {
        return Err(AttachmentRefused::NotInBin);
    }
    forget(txn, attachment);
    Ok(())
}

/// Whether an attachment is in use; `None` when there is none behind this mount, false for one in the bin.
pub(crate) async fn is_attached(
    txn: &mut Txn,
    account: AccountId,
    id: &DbInstanceId,
) -> Result<Option<bool>, StoreFailed> {
    let row = txn.get::<Attachment>(&rows::attachment(account, id)).await?;
    Ok(row.map(|row| row.kept_until.is_none()))
}

/// Removes every row of an attachment.
fn forget(txn: &mut Txn, attachment: &Attachment) {
    for pointer in rows::pointers(attachment) {
        txn.delete(&pointer);
    }
    txn.delete(&rows::attachment(attachment.account, &attachment.id));
}

/// Writes the record back with a change.
fn edit(txn: &mut Txn, attachment: &Attachment, change: impl FnOnce(&mut Attachment)) -> Attachment {
    let mut record = attachment.clone();
    change(&mut record);
    txn.put(&rows::attachment(record.account, &record.id), record.clone());
    record
}
