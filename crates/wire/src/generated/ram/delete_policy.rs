//! `DeletePolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeletePolicy` asks.
#[derive(Default)]
pub struct DeletePolicyRequest {
    pub cascading_delete: Option<bool>,
    pub policy_name: Option<String>,
}

impl Request for DeletePolicyRequest {
    type Response = DeletePolicyResponse;
    const OPERATION: Operation = Operation::RamDeletePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("CascadingDelete", Shape::Boolean),
        Parameter::required("PolicyName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            cascading_delete: read::boolean(params, "CascadingDelete")?,
            policy_name: read::text(params, "PolicyName"),
        })
    }
}

/// What `DeletePolicy` answers.
#[derive(Default)]
pub struct DeletePolicyResponse {}

impl Message for DeletePolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
