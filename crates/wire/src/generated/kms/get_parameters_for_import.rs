//! `GetParametersForImport` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetParametersForImport` asks.
#[derive(Default)]
pub struct GetParametersForImportRequest {
    pub key_id: String,
    pub wrapping_algorithm: String,
    pub wrapping_key_spec: String,
}

impl Request for GetParametersForImportRequest {
    type Response = GetParametersForImportResponse;
    const OPERATION: Operation = Operation::KmsGetParametersForImport;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("WrappingAlgorithm", Shape::Text),
        Parameter::required("WrappingKeySpec", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
            wrapping_algorithm: read::required_text(params, "WrappingAlgorithm")?,
            wrapping_key_spec: read::required_text(params, "WrappingKeySpec")?,
        })
    }
}

/// What `GetParametersForImport` answers.
#[derive(Default)]
pub struct GetParametersForImportResponse {
    pub import_token: Option<String>,
    pub key_id: Option<String>,
    pub public_key: Option<String>,
    pub token_expire_time: Option<String>,
}

impl Message for GetParametersForImportResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ImportToken", &self.import_token);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "PublicKey", &self.public_key);
        write::text(to, "TokenExpireTime", &self.token_expire_time);
    }
}
