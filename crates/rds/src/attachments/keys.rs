//! An attachment's token, and in whose name its keys are used.

use rampart_seal::SecretString;
use rampart_vocab::{Entropy, ids::alphanumeric};

use super::Attachment;
use crate::{
    keys::{KeyPurpose, KeyRefused, KeyService, TableKeyId, conversation::KeyUser},
    records::WrappedTableKey,
    table_keys::TokenHash,
};

/// What an attached server shows: 256 bits of chance and a few more, after a word that says what it is.
pub(super) struct Token(SecretString);

impl Token {
    pub(super) fn new(entropy: &dyn Entropy) -> Self {
        Self(SecretString::from_string(format!("rampart-tde-{}", alphanumeric::<43>(entropy))))
    }

    pub(super) fn hash(&self) -> TokenHash {
        TokenHash::of(self.0.expose_secret().as_bytes())
    }

    pub(super) fn into_secret(self) -> SecretString {
        self.0
    }
}

/// Takes the key into use and has the first version of the table keys made under it. They are opened when their server
/// starts.
pub(super) async fn make(
    service: &dyn KeyService,
    attachment: &Attachment,
) -> Result<Vec<WrappedTableKey>, KeyRefused> {
    let user = user(attachment);
    let conversation = user.with(service);
    conversation.take_into_use(KeyPurpose::Table(TableKeyId::Data)).await?;
    conversation.make_table_keys(1).await.map(|(kept, _)| kept)
}

/// Who uses an attachment's key.
pub(super) fn user(attachment: &Attachment) -> KeyUser {
    KeyUser {
        account: attachment.account,
        role: attachment.role.clone(),
        key: attachment.key.clone(),
        mount: attachment.id.clone(),
        cause: attachment.cause,
    }
}
