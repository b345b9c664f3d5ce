//! `UpdateSecretRotationPolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateSecretRotationPolicy` asks.
#[derive(Default)]
pub struct UpdateSecretRotationPolicyRequest {
    pub enable_automatic_rotation: bool,
    pub rotation_interval: Option<String>,
    pub secret_name: String,
}

impl Request for UpdateSecretRotationPolicyRequest {
    type Response = UpdateSecretRotationPolicyResponse;
    const OPERATION: Operation = Operation::KmsUpdateSecretRotationPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("EnableAutomaticRotation", Shape::Boolean),
        Parameter::optional("RotationInterval", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            enable_automatic_rotation: read::required_boolean(params, "EnableAutomaticRotation")?,
            rotation_interval: read::text(params, "RotationInterval"),
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `UpdateSecretRotationPolicy` answers.
#[derive(Default)]
pub struct UpdateSecretRotationPolicyResponse {
    pub secret_name: Option<String>,
}

impl Message for UpdateSecretRotationPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretName", &self.secret_name);
    }
}
