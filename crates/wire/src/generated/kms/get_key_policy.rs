//! `GetKeyPolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetKeyPolicy` asks.
#[derive(Default)]
pub struct GetKeyPolicyRequest {
    pub key_id: String,
    pub policy_name: Option<String>,
}

impl Request for GetKeyPolicyRequest {
    type Response = GetKeyPolicyResponse;
    const OPERATION: Operation = Operation::KmsGetKeyPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("PolicyName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
            policy_name: read::text(params, "PolicyName"),
        })
    }
}

/// What `GetKeyPolicy` answers.
#[derive(Default)]
pub struct GetKeyPolicyResponse {
    pub policy: Option<String>,
}

impl Message for GetKeyPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Policy", &self.policy);
    }
}
