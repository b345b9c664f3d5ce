//! `GetSecretPolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetSecretPolicy` asks.
#[derive(Default)]
pub struct GetSecretPolicyRequest {
    pub policy_name: Option<String>,
    pub secret_name: String,
}

impl Request for GetSecretPolicyRequest {
    type Response = GetSecretPolicyResponse;
    const OPERATION: Operation = Operation::KmsGetSecretPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("PolicyName", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `GetSecretPolicy` answers.
#[derive(Default)]
pub struct GetSecretPolicyResponse {
    pub policy: Option<String>,
}

impl Message for GetSecretPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Policy", &self.policy);
    }
}
