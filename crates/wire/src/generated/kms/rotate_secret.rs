//! `RotateSecret` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RotateSecret` asks.
#[derive(Default)]
pub struct RotateSecretRequest {
    pub secret_name: String,
    pub version_id: String,
}

impl Request for RotateSecretRequest {
    type Response = RotateSecretResponse;
    const OPERATION: Operation = Operation::KmsRotateSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("SecretName", Shape::Text),
        Parameter::required("VersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            secret_name: read::required_text(params, "SecretName")?,
            version_id: read::required_text(params, "VersionId")?,
        })
    }
}

/// What `RotateSecret` answers.
#[derive(Default)]
pub struct RotateSecretResponse {
    pub arn: Option<String>,
    pub secret_name: Option<String>,
    pub version_id: Option<String>,
}

impl Message for RotateSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "VersionId", &self.version_id);
    }
}
