//! `AsymmetricEncrypt` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AsymmetricEncrypt` asks.
#[derive(Default)]
pub struct AsymmetricEncryptRequest {
    pub algorithm: String,
    pub dry_run: Option<String>,
    pub key_id: String,
    pub key_version_id: String,
    pub plaintext: SecretText,
}

impl Request for AsymmetricEncryptRequest {
    type Response = AsymmetricEncryptResponse;
    const OPERATION: Operation = Operation::KmsAsymmetricEncrypt;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Algorithm", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("KeyVersionId", Shape::Text),
        Parameter::required("Plaintext", Shape::Secret),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            algorithm: read::required_text(params, "Algorithm")?,
            dry_run: read::text(params, "DryRun"),
            key_id: read::required_text(params, "KeyId")?,
            key_version_id: read::required_text(params, "KeyVersionId")?,
            plaintext: read::required_secret(params, "Plaintext")?,
        })
    }
}

/// What `AsymmetricEncrypt` answers.
#[derive(Default)]
pub struct AsymmetricEncryptResponse {
    pub ciphertext_blob: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for AsymmetricEncryptResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextBlob", &self.ciphertext_blob);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
