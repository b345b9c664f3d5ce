//! An attachment's token, and its conversation with the key service: always as its role, always by an ordinary, audited
//! call.

use rampart_seal::SecretString;
use rampart_store::Unknown;
use rampart_vocab::{Entropy, ids::alphanumeric};
use tokio::time::timeout;

use super::Attachment;
use crate::{
    keys::{KeyCall, KeyPurpose, KeyRefused, KeyService, KeyState, PlainKey, TableKeyId},
    limits,
    records::WrappedTableKey,
    table_keys::{OpenKey, TokenHash},
    undocumented,
};

/// What an attached server shows: 256 bits of chance and a few more, after a word that says what it is.
pub(super) struct Token(SecretString);

impl Token {
    pub(super) fn new(entropy: &dyn Entropy) -> Self {
        Self(SecretString::from_string(format!("rampart-tde-{}", alphanumeric::<43>(entropy))))
    }

    pub(super) fn hash(&self) -> TokenHash {
        // SHA-256 (FIPS 180-4): the token is chance enough to need no more.
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, self.0.expose_secret().as_bytes());
        TokenHash(digest.as_ref().try_into().unwrap_or_default())
    }

    pub(super) fn into_secret(self) -> SecretString {
        self.0
    }
}

/// Takes the key into use: describes it, marks it where the mark is missing, and has the keys of tables made under it.
pub(super) async fn make(
    keys: &dyn KeyService,
    attachment: &Attachment,
) -> Result<Vec<WrappedTableKey>, KeyRefused> {
    let calls = TableKeyId::ALL.map(|id| call(attachment, id));
    let [first, _] = &calls;
    let facts = answered(keys.describe_key(first)).await?;
    if let KeyState::Lost(loss) = facts.state {
        return Err(KeyRefused::Lost(loss));
    }
    if undocumented::is_marked_at_first_use(facts.marked) {
        answered(keys.tag_key(first)).await?;
    }
    let mut made = Vec::with_capacity(calls.len());
    for (id, call) in TableKeyId::ALL.into_iter().zip(&calls) {
        let wrapped = answered(keys.generate_data_key(call)).await?.wrapped;
        made.push(WrappedTableKey { id: id.number(), version: 1, wrapped, unknown: Unknown::NONE });
    }
    Ok(made)
}

/// Opens every version of the attachment's keys.
pub(super) async fn open(keys: &dyn KeyService, attachment: &Attachment) -> Result<Vec<OpenKey>, KeyRefused> {
    let mut opened = Vec::with_capacity(attachment.keys.len());
    for kept in &attachment.keys {
        opened.push(open_one(keys, attachment, kept).await?);
    }
    Ok(opened)
}

/// Whether the keys would open now: shown by opening the first; it is wiped at once.
pub(super) async fn try_right(keys: &dyn KeyService, attachment: &Attachment) -> Result<(), KeyRefused> {
    match attachment.keys.first() {
        Some(kept) => open_one(keys, attachment, kept).await.map(drop),
        None => Ok(()),
    }
}

async fn open_one(
    keys: &dyn KeyService,
    attachment: &Attachment,
    kept: &WrappedTableKey,
) -> Result<OpenKey, KeyRefused> {
    // The store says nothing that was not written here.
    let id = TableKeyId::ALL.into_iter().find(|id| id.number() == kept.id);
    let id = id.ok_or_else(|| KeyRefused::Unreachable(format!("a key with the number {}", kept.id)))?;
    let plain = answered(keys.decrypt(&call(attachment, id), &kept.wrapped)).await;
    Ok(OpenKey { id, version: kept.version, key: plain.and_then(PlainKey::into_table_key)? })
}

fn call(attachment: &Attachment, id: TableKeyId) -> KeyCall {
    KeyCall {
        account: attachment.account,
        role: attachment.role.clone(),
        key: attachment.key.clone(),
        instance: attachment.id.clone(),
        purpose: KeyPurpose::Table(id),
        cause: attachment.cause,
    }
}

/// No answer in time is no answer, and so never a lost key.
async fn answered<T>(call: impl Future<Output = Result<T, KeyRefused>>) -> Result<T, KeyRefused> {
    let within = limits::KEY_ANSWER_WITHIN;
    match timeout(within, call).await {
        Ok(answer) => answer,
        Err(_) => Err(KeyRefused::Unreachable(format!("none within {} seconds", within.as_secs()))),
    }
}
