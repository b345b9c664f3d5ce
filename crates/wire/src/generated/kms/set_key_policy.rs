//! `SetKeyPolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetKeyPolicy` asks.
#[derive(Default)]
pub struct SetKeyPolicyRequest {
    pub key_id: String,
    pub policy: String,
    pub policy_name: Option<String>,
}

impl Request for SetKeyPolicyRequest {
    type Response = SetKeyPolicyResponse;
    const OPERATION: Operation = Operation::KmsSetKeyPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("Policy", Shape::Text),
        Parameter::optional("PolicyName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
            policy: read::required_text(params, "Policy")?,
            policy_name: read::text(params, "PolicyName"),
        })
    }
}

/// What `SetKeyPolicy` answers.
#[derive(Default)]
pub struct SetKeyPolicyResponse {}

impl Message for SetKeyPolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
