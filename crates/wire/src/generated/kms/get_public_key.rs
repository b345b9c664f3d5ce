//! `GetPublicKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetPublicKey` asks.
#[derive(Default)]
pub struct GetPublicKeyRequest {
    pub dry_run: Option<String>,
    pub key_id: String,
    pub key_version_id: String,
}

impl Request for GetPublicKeyRequest {
    type Response = GetPublicKeyResponse;
    const OPERATION: Operation = Operation::KmsGetPublicKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DryRun", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("KeyVersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dry_run: read::text(params, "DryRun"),
            key_id: read::required_text(params, "KeyId")?,
            key_version_id: read::required_text(params, "KeyVersionId")?,
        })
    }
}

/// What `GetPublicKey` answers.
#[derive(Default)]
pub struct GetPublicKeyResponse {
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
    pub public_key: Option<String>,
}

impl Message for GetPublicKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
        write::text(to, "PublicKey", &self.public_key);
    }
}
