//! `GenerateAndExportDataKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GenerateAndExportDataKey` asks.
#[derive(Default)]
pub struct GenerateAndExportDataKeyRequest {
    pub dry_run: Option<String>,
    pub encryption_context: Option<String>,
    pub key_id: String,
    pub key_spec: Option<String>,
    pub number_of_bytes: Option<i64>,
    pub public_key_blob: String,
    pub wrapping_algorithm: String,
    pub wrapping_key_spec: String,
}

impl Request for GenerateAndExportDataKeyRequest {
    type Response = GenerateAndExportDataKeyResponse;
    const OPERATION: Operation = Operation::KmsGenerateAndExportDataKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("EncryptionContext", Shape::Map),
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("KeySpec", Shape::Text),
        Parameter::optional("NumberOfBytes", Shape::Integer),
        Parameter::required("PublicKeyBlob", Shape::Text),
        Parameter::required("WrappingAlgorithm", Shape::Text),
        Parameter::required("WrappingKeySpec", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dry_run: read::text(params, "DryRun"),
            encryption_context: read::json_map(params, "EncryptionContext")?,
            key_id: read::required_text(params, "KeyId")?,
            key_spec: read::text(params, "KeySpec"),
            number_of_bytes: read::integer(params, "NumberOfBytes")?,
            public_key_blob: read::required_text(params, "PublicKeyBlob")?,
            wrapping_algorithm: read::required_text(params, "WrappingAlgorithm")?,
            wrapping_key_spec: read::required_text(params, "WrappingKeySpec")?,
        })
    }
}

/// What `GenerateAndExportDataKey` answers.
#[derive(Default)]
pub struct GenerateAndExportDataKeyResponse {
    pub ciphertext_blob: Option<String>,
    pub exported_data_key: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for GenerateAndExportDataKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextBlob", &self.ciphertext_blob);
        write::text(to, "ExportedDataKey", &self.exported_data_key);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
