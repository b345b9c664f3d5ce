//! `DeleteSecret` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteSecret` asks.
#[derive(Default)]
pub struct DeleteSecretRequest {
    pub force_delete_without_recovery: Option<String>,
    pub recovery_window_in_days: Option<String>,
    pub secret_name: String,
}

impl Request for DeleteSecretRequest {
    type Response = DeleteSecretResponse;
    const OPERATION: Operation = Operation::KmsDeleteSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ForceDeleteWithoutRecovery", Shape::Text),
        Parameter::optional("RecoveryWindowInDays", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            force_delete_without_recovery: read::text(params, "ForceDeleteWithoutRecovery"),
            recovery_window_in_days: read::text(params, "RecoveryWindowInDays"),
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `DeleteSecret` answers.
#[derive(Default)]
pub struct DeleteSecretResponse {
    pub planned_delete_time: Option<String>,
    pub secret_name: Option<String>,
}

impl Message for DeleteSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "PlannedDeleteTime", &self.planned_delete_time);
        write::text(to, "SecretName", &self.secret_name);
    }
}
