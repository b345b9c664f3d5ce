//! What stands in the store of an attachment, and what it says of the next start.

use rampart_store::{field_by_text, part, record};
use rampart_vocab::{AccountId, Arn, DbInstanceId, RegionId, RequestId, ServerId, Timestamp};

use super::AttachmentName;
use crate::{keys::EncryptionKeyId, records::WrappedTableKey};

record! {
    /// A MariaDB server of somebody else's, and the keys of its tables.
    pub struct Attachment (kind = 0x0305, version = 1) {
        /// Its mount at the endpoint, in the place of an instance's id.
        1 => pub id: DbInstanceId,
        /// What its owner calls it. Never changes.
        2 => pub name: AttachmentName,
        /// Whose it is.
        3 => pub account: AccountId,
        /// Where it is to the API.
        4 => pub region: RegionId,
        /// The server whose endpoint gives the keys.
        5 => pub host: ServerId,
        /// The key under which the tables' keys are wrapped.
        6 => pub key: EncryptionKeyId,
        /// The role under which the key is used.
        7 => pub role: Arn,
        /// Every version of the tables' keys, wrapped; none until they were made.
        8 => pub keys: Vec<WrappedTableKey>,
        /// SHA-256 of the token that opens them.
        9 => pub token: [u8; 32],
        /// When it was asked for.
        10 => pub created: Timestamp,
        /// When its token was made.
        11 => pub renewed: Timestamp,
        /// When its keys were last opened for its server.
        12 => pub opened: Option<Timestamp>,
        /// The last opening that was refused to its server, though it had the token.
        13 => pub refusal: Option<Refusal>,
        /// What stands in the way of the next opening.
        14 => pub hindrance: Option<Hindrance>,
        /// Until when it is kept in the bin; none while it is attached.
        15 => pub kept_until: Option<Timestamp>,
        /// The request whose wish is being carried out.
        16 => pub cause: RequestId,
        /// Whether the key is RDS' own, which the account did not name.
        17 => pub service_key: bool,
        /// Where its server was told to ask, when its token was made; nothing where that was not noted.
        18 => pub told_at: Vec<Box<str>>,
    }
}

part! {
    /// An opening that was refused.
    #[derive(Eq)]
    pub struct Refusal {
        /// When.
        1 => pub at: Timestamp,
        /// Why.
        2 => pub reason: Box<str>,
    }
}

part! {
    /// What stands in the way of the next opening.
    #[derive(Eq)]
    pub struct Hindrance {
        /// What it is, in words.
        1 => pub reason: Box<str>,
        /// Whether the key service said so; else it gave no answer, and the next opening may be refused or not.
        2 => pub definite: bool,
        /// Since when it is known.
        3 => pub since: Timestamp,
    }
}

field_by_text!(AttachmentName);

/// What would become of a start of the attached server now, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStart<'a> {
    /// It gets its keys.
    Succeeds,
    /// Its keys are not made yet; being looked at, or for this reason.
    Waits(Option<&'a str>),
    /// It is refused, for this reason.
    Refused(&'a str),
    /// The key service gives no answer.
    Unknown(&'a str),
}

impl Attachment {
    /// Where its server was told to ask and nobody answers any more, by where the endpoint is now.
    pub fn left(&self, now: &[String]) -> impl Iterator<Item = &str> {
        self.told_at.iter().map(|told| &**told).filter(|told| now.iter().all(|now| now != told))
    }

    /// What would become of a start of the attached server now.
    pub fn next_start(&self) -> NextStart<'_> {
        match &self.hindrance {
            _ if self.kept_until.is_some() => NextStart::Refused("the server is detached"),
            hindrance if self.keys.is_empty() => {
                NextStart::Waits(hindrance.as_ref().map(|hindrance| &*hindrance.reason))
            }
            None => NextStart::Succeeds,
            Some(Hindrance { reason, definite: true, .. }) => NextStart::Refused(reason),
            Some(Hindrance { reason, .. }) => NextStart::Unknown(reason),
        }
    }
}
