//! `GenerateDataKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GenerateDataKey` asks.
#[derive(Default)]
pub struct GenerateDataKeyRequest {
    pub dry_run: Option<String>,
    pub encryption_context: Option<String>,
    pub key_id: String,
    pub key_spec: Option<String>,
    pub number_of_bytes: Option<i64>,
    pub recipient: Option<String>,
}

impl Request for GenerateDataKeyRequest {
    type Response = GenerateDataKeyResponse;
    const OPERATION: Operation = Operation::KmsGenerateDataKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("EncryptionContext", Shape::Map),
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("KeySpec", Shape::Text),
        Parameter::optional("NumberOfBytes", Shape::Integer),
        Parameter::optional("Recipient", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dry_run: read::text(params, "DryRun"),
            encryption_context: read::json_map(params, "EncryptionContext")?,
            key_id: read::required_text(params, "KeyId")?,
            key_spec: read::text(params, "KeySpec"),
            number_of_bytes: read::integer(params, "NumberOfBytes")?,
            recipient: read::text(params, "Recipient"),
        })
    }
}

/// What `GenerateDataKey` answers.
#[derive(Default)]
pub struct GenerateDataKeyResponse {
    pub ciphertext_blob: Option<String>,
    pub ciphertext_for_recipient: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
    pub plaintext: Option<SecretText>,
}

impl Message for GenerateDataKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextBlob", &self.ciphertext_blob);
        write::text(to, "CiphertextForRecipient", &self.ciphertext_for_recipient);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
        write::secret(to, "Plaintext", &self.plaintext);
    }
}
