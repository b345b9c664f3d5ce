//! `GenerateDataKey`: a fresh data key, once in plaintext and once wrapped.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_kms::{
    EncryptionContext, KeyRef, actions,
    data_key::{self, DataKeyLength, DataKeySpec},
};
use rampart_wire::kms::generate_data_key::{GenerateDataKeyRequest, GenerateDataKeyResponse};

use super::dry_run::DryRun;
use crate::{Answer, Call, Refusal, errors};

pub(crate) async fn generate_data_key(
    call: &mut Call<'_>,
    ask: GenerateDataKeyRequest,
) -> Answer<GenerateDataKeyResponse> {
    let dry_run = DryRun::parse(ask.dry_run.as_deref())?;
    dry_run.told(generated(call, ask).await)
}

async fn generated(call: &mut Call<'_>, ask: GenerateDataKeyRequest) -> Answer<GenerateDataKeyResponse> {
    // Who wants the plaintext sealed for an enclave must not get it open.
    if ask.recipient.is_some() {
        return Err(errors::kms::unsupported());
    }
    let length = length(ask.key_spec.as_deref(), ask.number_of_bytes)?;
    let context = EncryptionContext::parse(ask.encryption_context.as_deref())?;
    let key = call.permit(actions::GenerateDataKey, KeyRef::parse(&ask.key_id)?).await?;

    let entropy = call.entropy();
    let made = data_key::generate(call.txn(), &key, length, &context, entropy).await?;

    Ok(GenerateDataKeyResponse {
        ciphertext_blob: Some(made.wrapped.blob.to_base64()),
        ciphertext_for_recipient: None,
        key_id: Some(made.wrapped.key.to_string()),
        key_version_id: Some(made.wrapped.version.to_string()),
        plaintext: Some(STANDARD.encode(made.plaintext.expose_secret()).into()),
    })
}

/// A size by name is looked at also where a number of bytes overrides it.
pub(super) fn length(spec: Option<&str>, bytes: Option<i64>) -> Result<DataKeyLength, Refusal> {
    let named = |name| DataKeySpec::from_name(name).ok_or_else(|| errors::kms::invalid("KeySpec"));
    Ok(DataKeyLength::of(spec.map(named).transpose()?, bytes)?)
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    use crate::ops::kms::desk::{Desk, refused};

    #[test]
    fn generate_data_key() {
        let desk = Desk::new();
        desk.guarded("GenerateDataKey", &[]);
        let (key, off) = (desk.key(), desk.disabled_key());
        desk.ask("CreateAlias", &[("KeyId", &key), ("AliasName", "alias/a")]);
        let id = ("KeyId", key.as_str());
        for (case, params, bytes) in [
            ("as it comes", &[id][..], 32),
            ("256 bit", &[id, ("KeySpec", "AES_256")], 32),
            ("128 bit", &[id, ("KeySpec", "AES_128")], 16),
            ("bytes", &[id, ("NumberOfBytes", "64")], 64),
            ("the most bytes", &[id, ("NumberOfBytes", "1024")], 1024),
            ("both: the bytes count", &[id, ("KeySpec", "AES_128"), ("NumberOfBytes", "7")], 7),
            ("by alias", &[("KeyId", "alias/a")], 32),
        ] {
            let made = desk.ask("GenerateDataKey", params);
            let plaintext = made["Plaintext"].as_str().unwrap();
            assert_eq!(STANDARD.decode(plaintext).unwrap().len(), bytes, "{case}");
            let opened = desk.ask("Decrypt", &[("CiphertextBlob", made["CiphertextBlob"].as_str().unwrap())]);
            assert_eq!(opened["Plaintext"], plaintext, "{case}");
            assert_eq!(made["KeyId"], key.as_str(), "the answer names the id, also when an alias was asked");
        }
        for (case, params, expected) in [
            ("no bytes", &[id, ("NumberOfBytes", "0")][..], refused(400, "InvalidParameter")),
            ("too many", &[id, ("NumberOfBytes", "1025")], refused(400, "InvalidParameter")),
            ("another size", &[id, ("KeySpec", "AES_192")], refused(400, "InvalidParameter")),
            ("for an enclave", &[id, ("Recipient", "x")], refused(400, "Rejected.UnsupportedOperation")),
            ("off", &[("KeyId", &off)], refused(409, "Rejected.Disabled")),
            ("tried", &[id, ("DryRun", "true")], refused(400, "DryRunOperationError")),
        ] {
            desk.check(case, "GenerateDataKey", params, expected);
        }
    }
}
