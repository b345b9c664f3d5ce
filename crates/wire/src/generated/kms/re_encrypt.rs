//! `ReEncrypt` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ReEncrypt` asks.
#[derive(Default)]
pub struct ReEncryptRequest {
    pub ciphertext_blob: String,
    pub destination_encryption_context: Option<String>,
    pub destination_key_id: String,
    pub dry_run: Option<String>,
    pub source_encryption_algorithm: Option<String>,
    pub source_encryption_context: Option<String>,
    pub source_key_id: Option<String>,
    pub source_key_version_id: Option<String>,
}

impl Request for ReEncryptRequest {
    type Response = ReEncryptResponse;
    const OPERATION: Operation = Operation::KmsReEncrypt;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("CiphertextBlob", Shape::Text),
        Parameter::optional("DestinationEncryptionContext", Shape::Map),
        Parameter::required("DestinationKeyId", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("SourceEncryptionAlgorithm", Shape::Text),
        Parameter::optional("SourceEncryptionContext", Shape::Map),
        Parameter::optional("SourceKeyId", Shape::Text),
        Parameter::optional("SourceKeyVersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            ciphertext_blob: read::required_text(params, "CiphertextBlob")?,
            destination_encryption_context: read::json_map(params, "DestinationEncryptionContext")?,
            destination_key_id: read::required_text(params, "DestinationKeyId")?,
            dry_run: read::text(params, "DryRun"),
            source_encryption_algorithm: read::text(params, "SourceEncryptionAlgorithm"),
            source_encryption_context: read::json_map(params, "SourceEncryptionContext")?,
            source_key_id: read::text(params, "SourceKeyId"),
            source_key_version_id: read::text(params, "SourceKeyVersionId"),
        })
    }
}

/// What `ReEncrypt` answers.
#[derive(Default)]
pub struct ReEncryptResponse {
    pub ciphertext_blob: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for ReEncryptResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CiphertextBlob", &self.ciphertext_blob);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
