//! `AsymmetricDecrypt` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AsymmetricDecrypt` asks.
#[derive(Default)]
pub struct AsymmetricDecryptRequest {
    pub algorithm: String,
    pub ciphertext_blob: String,
    pub dry_run: Option<String>,
    pub key_id: String,
    pub key_version_id: String,
    pub recipient: Option<String>,
}

impl Request for AsymmetricDecryptRequest {
    type Response = AsymmetricDecryptResponse;
    const OPERATION: Operation = Operation::KmsAsymmetricDecrypt;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Algorithm", Shape::Text),
        Parameter::required("CiphertextBlob", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("KeyVersionId", Shape::Text),
        Parameter::optional("Recipient", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            algorithm: read::required_text(params, "Algorithm")?,
            ciphertext_blob: read::required_text(params, "CiphertextBlob")?,
            dry_run: read::text(params, "DryRun"),
            key_id: read::required_text(params, "KeyId")?,
            key_version_id: read::required_text(params, "KeyVersionId")?,
            recipient: read::text(params, "Recipient"),
        })
    }
}

/// What `AsymmetricDecrypt` answers.
#[derive(Default)]
pub struct AsymmetricDecryptResponse {
    pub ciphertext_for_recipient: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
    pub plaintext: Option<SecretText>,
}

impl Message for AsymmetricDecryptResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextForRecipient", &self.ciphertext_for_recipient);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
        write::secret(to, "Plaintext", &self.plaintext);
    }
}
