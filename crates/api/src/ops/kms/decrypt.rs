//! `Decrypt`: opens a ciphertext by the key version that it names.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_kms::{BlobRef, CiphertextBlob, EncryptionContext, actions, cipher};
use rampart_wire::kms::decrypt::{DecryptRequest, DecryptResponse};

use super::dry_run::DryRun;
use crate::{Answer, Call, errors};

pub(crate) async fn decrypt(call: &mut Call<'_>, ask: DecryptRequest) -> Answer<DecryptResponse> {
    let dry_run = DryRun::parse(ask.dry_run.as_deref())?;
    dry_run.told(decrypted(call, ask).await)
}

async fn decrypted(call: &mut Call<'_>, ask: DecryptRequest) -> Answer<DecryptResponse> {
    // Who wants the plaintext sealed for an enclave must not get it open.
    if ask.recipient.is_some() {
        return Err(errors::kms::unsupported());
    }
    let blob = CiphertextBlob::parse(&ask.ciphertext_blob)?;
    let context = EncryptionContext::parse(ask.encryption_context.as_deref())?;
    let key = call.permit(actions::Decrypt, BlobRef(&blob)).await?;

    let opened = cipher::decrypt(call.txn(), &key, &blob, &context).await?;

    Ok(DecryptResponse {
        ciphertext_for_recipient: None,
        key_id: Some(opened.key.to_string()),
        key_version_id: Some(opened.version.to_string()),
        plaintext: Some(STANDARD.encode(opened.plaintext.expose_secret()).into()),
    })
}
