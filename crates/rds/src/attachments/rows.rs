//! Where the rows of attachments stand.

use rampart_store::{Path, Range, path, prefix};
use rampart_vocab::{AccountId, DbInstanceId, ServerId};

use super::{Attachment, AttachmentName};

const ATTACHMENT: &str = "tde-attachment";
const LATEST: &str = "tde-attachment-latest";
const BY_NAME: &str = "tde-attachment-name";
const BY_HOST: &str = "tde-attachment-host";

pub(crate) fn attachment(account: AccountId, id: &DbInstanceId) -> Path {
    path![ATTACHMENT, account, id]
}

pub(crate) fn attachments(account: AccountId) -> Range {
    prefix![ATTACHMENT, account]
}

/// The account's latest attachment. Whoever makes one reads and writes it, so that of two at once the second counts anew.
pub(crate) fn latest(account: AccountId) -> Path {
    path![LATEST, account]
}

pub(crate) fn by_name(account: AccountId, name: &AttachmentName) -> Path {
    path![BY_NAME, account, name.as_str()]
}

pub(crate) fn by_host(host: ServerId, id: &DbInstanceId) -> Path {
    path![BY_HOST, host, id]
}

pub(crate) fn of_host(host: ServerId) -> Range {
    prefix![BY_HOST, host]
}

/// Every row that finds an attachment. The last one is where the instances that need a key stand too: what keeps a key
/// from being destroyed asks there.
pub(crate) fn pointers(attachment: &Attachment) -> [Path; 3] {
    let Attachment { account, id, name, host, key, .. } = attachment;
    [by_name(*account, name), by_host(*host, id), crate::rows::by_key(*account, key, id)]
}

/// Whose record a changed path is.
pub(crate) fn touched(path: &Path) -> Option<(AccountId, DbInstanceId)> {
    let mut segments = path.segments();
    if segments.next()? != ATTACHMENT {
        return None;
    }
    Some((segments.next()?.parse().ok()?, segments.next()?.parse().ok()?))
}
