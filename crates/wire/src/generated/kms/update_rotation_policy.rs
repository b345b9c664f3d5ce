//! `UpdateRotationPolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateRotationPolicy` asks.
#[derive(Default)]
pub struct UpdateRotationPolicyRequest {
    pub enable_automatic_rotation: bool,
    pub key_id: String,
    pub rotation_interval: Option<String>,
}

impl Request for UpdateRotationPolicyRequest {
    type Response = UpdateRotationPolicyResponse;
    const OPERATION: Operation = Operation::KmsUpdateRotationPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("EnableAutomaticRotation", Shape::Boolean),
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("RotationInterval", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            enable_automatic_rotation: read::required_boolean(params, "EnableAutomaticRotation")?,
            key_id: read::required_text(params, "KeyId")?,
            rotation_interval: read::text(params, "RotationInterval"),
        })
    }
}

/// What `UpdateRotationPolicy` answers.
#[derive(Default)]
pub struct UpdateRotationPolicyResponse {}

impl Message for UpdateRotationPolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
