//! `ExportDataKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ExportDataKey` asks.
#[derive(Default)]
pub struct ExportDataKeyRequest {
    pub ciphertext_blob: String,
    pub dry_run: Option<String>,
    pub encryption_context: Option<String>,
    pub public_key_blob: String,
    pub wrapping_algorithm: String,
    pub wrapping_key_spec: String,
}

impl Request for ExportDataKeyRequest {
    type Response = ExportDataKeyResponse;
    const OPERATION: Operation = Operation::KmsExportDataKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("CiphertextBlob", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("EncryptionContext", Shape::Map),
        Parameter::required("PublicKeyBlob", Shape::Text),
        Parameter::required("WrappingAlgorithm", Shape::Text),
        Parameter::required("WrappingKeySpec", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            ciphertext_blob: read::required_text(params, "CiphertextBlob")?,
            dry_run: read::text(params, "DryRun"),
            encryption_context: read::json_map(params, "EncryptionContext")?,
            public_key_blob: read::required_text(params, "PublicKeyBlob")?,
            wrapping_algorithm: read::required_text(params, "WrappingAlgorithm")?,
            wrapping_key_spec: read::required_text(params, "WrappingKeySpec")?,
        })
    }
}

/// What `ExportDataKey` answers.
#[derive(Default)]
pub struct ExportDataKeyResponse {
    pub exported_data_key: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for ExportDataKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ExportedDataKey", &self.exported_data_key);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
