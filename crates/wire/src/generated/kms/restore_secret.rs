//! `RestoreSecret` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RestoreSecret` asks.
#[derive(Default)]
pub struct RestoreSecretRequest {
    pub secret_name: String,
}

impl Request for RestoreSecretRequest {
    type Response = RestoreSecretResponse;
    const OPERATION: Operation = Operation::KmsRestoreSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `RestoreSecret` answers.
#[derive(Default)]
pub struct RestoreSecretResponse {
    pub secret_name: Option<String>,
}

impl Message for RestoreSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretName", &self.secret_name);
    }
}
