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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn encrypt() {
        let desk = Desk::new();
        let plain = ("Plaintext", "aGVsbG8=");
        desk.guarded("Encrypt", &[plain]);
        let (key, off, going) = (desk.key(), desk.disabled_key(), desk.pending_key());
        let id = ("KeyId", key.as_str());
        let (long, longer) = ("AAAA".repeat(2048), format!("{}AA==", "AAAA".repeat(2048)));
        for (case, params, expected) in [
            ("happy", &[id, plain][..], done()),
            ("6 KB", &[id, ("Plaintext", &long)], done()),
            ("more", &[id, ("Plaintext", &longer)], refused(400, "InvalidParameter")),
            ("no base64", &[id, ("Plaintext", "hello")], refused(400, "InvalidParameter")),
            ("no plaintext", &[id], refused(400, "MissingParameter")),
            ("a context", &[id, plain, ("EncryptionContext", r#"{"a":"1"}"#)], done()),
            ("a context of node's", &[id, plain, ("EncryptionContext.a", "1")], done()),
            (
                "a context that is none",
                &[id, plain, ("EncryptionContext", "[]")],
                refused(400, "InvalidParameter"),
            ),
            (
                "a key twice in it",
                &[id, plain, ("EncryptionContext", r#"{"a":"1","a":"1"}"#)],
                refused(400, "InvalidParameter"),
            ),
            ("off", &[("KeyId", &off), plain], refused(409, "Rejected.Disabled")),
            ("going", &[("KeyId", &going), plain], refused(409, "Rejected.PendingDeletion")),
            ("tried", &[id, plain, ("DryRun", "True")], refused(400, "DryRunOperationError")),
            ("not tried", &[id, plain, ("DryRun", "false")], done()),
            ("tried, off", &[("KeyId", &off), plain, ("DryRun", "true")], refused(409, "ValidationError")),
        ] {
            desk.check(case, "Encrypt", params, expected);
        }
        desk.nobody().check(
            "tried, denied",
            "Encrypt",
            &[id, plain, ("DryRun", "true")],
            refused(403, "AccessDeniedError"),
        );
        let huge = format!(r#"{{"a":"{}"}}"#, "x".repeat(8192));
        desk.check(
            "a huge context",
            "Encrypt",
            &[id, plain, ("EncryptionContext", &huge)],
            refused(400, "InvalidParameter"),
        );
    }
}
