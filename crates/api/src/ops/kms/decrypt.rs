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

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    use crate::ops::kms::desk::{DENIED, Desk, done, refused};

    #[test]
    fn decrypt() {
        let desk = Desk::new();
        let (key, other) = (desk.key(), desk.key());
        let context = ("EncryptionContext", r#"{"a":"1","b":"2"}"#);
        let sealed = desk.ask("Encrypt", &[("KeyId", &key), ("Plaintext", "aGVsbG8="), context]);
        let blob = sealed["CiphertextBlob"].as_str().unwrap();
        let opened =
            desk.ask("Decrypt", &[("CiphertextBlob", blob), ("EncryptionContext", r#"{"b":"2", "a":"1"}"#)]);
        assert_eq!(opened["Plaintext"], "aGVsbG8=");
        assert_eq!((&opened["KeyId"], &opened["KeyVersionId"]), (&sealed["KeyId"], &sealed["KeyVersionId"]));

        let uniform = refused(400, "InvalidParameter");
        let mut bytes = STANDARD.decode(blob).unwrap();
        bytes[60] ^= 1;
        let swapped = STANDARD.encode(bytes);
        for (case, params, expected) in [
            ("no context", &[("CiphertextBlob", blob)][..], uniform),
            ("another context", &[("CiphertextBlob", blob), ("EncryptionContext", r#"{"a":"1"}"#)], uniform),
            ("changed", &[("CiphertextBlob", &swapped), context], uniform),
            ("no blob", &[("CiphertextBlob", "AAAA"), context], uniform),
            ("nothing", &[context], refused(400, "MissingParameter")),
            (
                "for an enclave",
                &[("CiphertextBlob", blob), context, ("Recipient", "x")],
                refused(400, "Rejected.UnsupportedOperation"),
            ),
            (
                "tried",
                &[("CiphertextBlob", blob), context, ("DryRun", "true")],
                refused(400, "DryRunOperationError"),
            ),
        ] {
            desk.check(case, "Decrypt", params, expected);
        }
        let params = [("CiphertextBlob", blob), context];
        let nobody = desk.nobody();
        nobody.check("denied", "Decrypt", &params, DENIED);
        let mut elsewhere = STANDARD.decode(blob).unwrap();
        // The last digit of the version's id.
        elsewhere[35] = if elsewhere[35] == b'0' { b'1' } else { b'0' };
        let elsewhere = STANDARD.encode(elsewhere);
        desk.check("of no version", "Decrypt", &[("CiphertextBlob", &elsewhere), context], uniform);
        nobody.told_the_same("Decrypt", &[context], "CiphertextBlob", blob, &elsewhere);
        let told = nobody.refusal("Decrypt", &params);
        assert!(told.contains(":key/* is forbidden"), "{told}");
        let found = format!("acs:kms:cn-hangzhou:1234567890123456:key/{key}");
        assert_eq!(desk.last_decided(), found, "the trail keeps what was found");
        let of = |id: &str| desk.who_may(r#"["kms:Decrypt"]"#, &format!("acs:kms:*:*:key/{id}"));
        of(&key).check("a right to the key", "Decrypt", &params, done());
        of(&other).check("a right to another", "Decrypt", &params, DENIED);
        desk.ask("DisableKey", &[("KeyId", &key)]);
        desk.check("off", "Decrypt", &params, refused(409, "Rejected.Disabled"));
        desk.check("off and another context", "Decrypt", &params[..1], refused(409, "Rejected.Disabled"));
    }
}
