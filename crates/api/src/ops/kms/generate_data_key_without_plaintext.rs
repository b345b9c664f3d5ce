//! `GenerateDataKeyWithoutPlaintext`: a fresh data key, wrapped alone.

use rampart_kms::{EncryptionContext, KeyRef, actions, data_key};
use rampart_wire::kms::generate_data_key_without_plaintext::{
    GenerateDataKeyWithoutPlaintextRequest, GenerateDataKeyWithoutPlaintextResponse,
};

use super::{dry_run::DryRun, generate_data_key::length};
use crate::{Answer, Call};

pub(crate) async fn generate_data_key_without_plaintext(
    call: &mut Call<'_>,
    ask: GenerateDataKeyWithoutPlaintextRequest,
) -> Answer<GenerateDataKeyWithoutPlaintextResponse> {
    let dry_run = DryRun::parse(ask.dry_run.as_deref())?;
    dry_run.told(generated(call, ask).await)
}

async fn generated(
    call: &mut Call<'_>,
    ask: GenerateDataKeyWithoutPlaintextRequest,
) -> Answer<GenerateDataKeyWithoutPlaintextResponse> {
    let length = length(ask.key_spec.as_deref(), ask.number_of_bytes)?;
    let context = EncryptionContext::parse(ask.encryption_context.as_deref())?;
    let key = call.permit(actions::GenerateDataKeyWithoutPlaintext, KeyRef::parse(&ask.key_id)?).await?;

    let entropy = call.entropy();
    let made = data_key::generate_without_plaintext(call.txn(), &key, length, &context, entropy).await?;

    Ok(GenerateDataKeyWithoutPlaintextResponse {
        ciphertext_blob: Some(made.blob.to_base64()),
        key_id: Some(made.key.to_string()),
        key_version_id: Some(made.version.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, refused};

    #[test]
    fn generate_data_key_without_plaintext() {
        let desk = Desk::new();
        let op = "GenerateDataKeyWithoutPlaintext";
        desk.guarded(op, &[]);
        let (key, off) = (desk.key(), desk.disabled_key());
        let made = desk.ask(op, &[("KeyId", &key), ("NumberOfBytes", "7")]);
        assert!(made.get("Plaintext").is_none());
        let opened = desk.ask("Decrypt", &[("CiphertextBlob", made["CiphertextBlob"].as_str().unwrap())]);
        assert_eq!(opened["Plaintext"].as_str().unwrap().len(), 12);
        desk.check("tried", op, &[("KeyId", &key), ("DryRun", "true")], refused(400, "DryRunOperationError"));
        desk.check("off", op, &[("KeyId", &off)], refused(409, "Rejected.Disabled"));
        let other = desk.who_may(r#"["kms:GenerateDataKey"]"#, "acs:kms:*:*:*");
        other.check("a right to the other action", op, &[("KeyId", &key)], DENIED);
    }
}
