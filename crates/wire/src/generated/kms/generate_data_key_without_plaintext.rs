//! `GenerateDataKeyWithoutPlaintext` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GenerateDataKeyWithoutPlaintext` asks.
#[derive(Default)]
pub struct GenerateDataKeyWithoutPlaintextRequest {
    pub dry_run: Option<String>,
    pub encryption_context: Option<String>,
    pub key_id: String,
    pub key_spec: Option<String>,
    pub number_of_bytes: Option<i64>,
}

impl Request for GenerateDataKeyWithoutPlaintextRequest {
    type Response = GenerateDataKeyWithoutPlaintextResponse;
    const OPERATION: Operation = Operation::KmsGenerateDataKeyWithoutPlaintext;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("EncryptionContext", Shape::Map),
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("KeySpec", Shape::Text),
        Parameter::optional("NumberOfBytes", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dry_run: read::text(params, "DryRun"),
            encryption_context: read::json_map(params, "EncryptionContext")?,
            key_id: read::required_text(params, "KeyId")?,
            key_spec: read::text(params, "KeySpec"),
            number_of_bytes: read::integer(params, "NumberOfBytes")?,
        })
    }
}

/// What `GenerateDataKeyWithoutPlaintext` answers.
#[derive(Default)]
pub struct GenerateDataKeyWithoutPlaintextResponse {
    pub ciphertext_blob: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for GenerateDataKeyWithoutPlaintextResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextBlob", &self.ciphertext_blob);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
