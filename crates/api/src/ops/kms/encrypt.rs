//! `Encrypt`: seals up to 6 KB by a key's primary version.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_kms::{
    EncryptionContext, KeyRef, actions,
    cipher::{self, Plaintext},
};
use rampart_seal::SecretBytes;
use rampart_wire::kms::encrypt::{EncryptRequest, EncryptResponse};

use super::dry_run::DryRun;
use crate::{Answer, Call, errors};

pub(crate) async fn encrypt(call: &mut Call<'_>, ask: EncryptRequest) -> Answer<EncryptResponse> {
    let dry_run = DryRun::parse(ask.dry_run.as_deref())?;
    dry_run.told(encrypted(call, ask).await)
}

async fn encrypted(call: &mut Call<'_>, ask: EncryptRequest) -> Answer<EncryptResponse> {
    let bytes = STANDARD.decode(ask.plaintext.reveal()).map_err(|_| errors::kms::invalid("Plaintext"))?;
    let plaintext = Plaintext::new(SecretBytes::from_vec(bytes))?;
    let context = EncryptionContext::parse(ask.encryption_context.as_deref())?;
    let key = call.permit(actions::Encrypt, KeyRef::parse(&ask.key_id)?).await?;

    let entropy = call.entropy();
    let blob = cipher::encrypt(call.txn(), &key, &plaintext, &context, entropy).await?;

    Ok(EncryptResponse {
        ciphertext_blob: Some(blob.to_base64()),
        key_id: Some(key.id().to_string()),
        key_version_id: Some(blob.version().to_string()),
    })
}
