//! `Decrypt` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `Decrypt` asks.
#[derive(Default)]
pub struct DecryptRequest {
    pub ciphertext_blob: String,
    pub dry_run: Option<String>,
    pub encryption_context: Option<String>,
    pub recipient: Option<String>,
}

impl Request for DecryptRequest {
    type Response = DecryptResponse;
    const OPERATION: Operation = Operation::KmsDecrypt;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("CiphertextBlob", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("EncryptionContext", Shape::Map),
        Parameter::optional("Recipient", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            ciphertext_blob: read::required_text(params, "CiphertextBlob")?,
            dry_run: read::text(params, "DryRun"),
            encryption_context: read::json_map(params, "EncryptionContext")?,
            recipient: read::text(params, "Recipient"),
        })
    }
}

/// What `Decrypt` answers.
#[derive(Default)]
pub struct DecryptResponse {
    pub ciphertext_for_recipient: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
    pub plaintext: Option<SecretText>,
}

impl Message for DecryptResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextForRecipient", &self.ciphertext_for_recipient);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
        write::secret(to, "Plaintext", &self.plaintext);
    }
}
