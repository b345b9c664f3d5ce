//! `SetSecretPolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetSecretPolicy` asks.
#[derive(Default)]
pub struct SetSecretPolicyRequest {
    pub policy: String,
    pub policy_name: Option<String>,
    pub secret_name: String,
}

impl Request for SetSecretPolicyRequest {
    type Response = SetSecretPolicyResponse;
    const OPERATION: Operation = Operation::KmsSetSecretPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Policy", Shape::Text),
        Parameter::optional("PolicyName", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy: read::required_text(params, "Policy")?,
            policy_name: read::text(params, "PolicyName"),
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `SetSecretPolicy` answers.
#[derive(Default)]
pub struct SetSecretPolicyResponse {}

impl Message for SetSecretPolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
