//! `Encrypt` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `Encrypt` asks.
#[derive(Default)]
pub struct EncryptRequest {
    pub dry_run: Option<String>,
    pub encryption_context: Option<String>,
    pub key_id: String,
    pub plaintext: SecretText,
}

impl Request for EncryptRequest {
    type Response = EncryptResponse;
    const OPERATION: Operation = Operation::KmsEncrypt;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("EncryptionContext", Shape::Map),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("Plaintext", Shape::Secret),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dry_run: read::text(params, "DryRun"),
            encryption_context: read::json_map(params, "EncryptionContext")?,
            key_id: read::required_text(params, "KeyId")?,
            plaintext: read::required_secret(params, "Plaintext")?,
        })
    }
}

/// What `Encrypt` answers.
#[derive(Default)]
pub struct EncryptResponse {
    pub ciphertext_blob: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for EncryptResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextBlob", &self.ciphertext_blob);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
