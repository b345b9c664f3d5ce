//! `DeletePolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeletePolicy` asks.
#[derive(Default)]
pub struct DeletePolicyRequest {
    pub name: String,
}

impl Request for DeletePolicyRequest {
    type Response = DeletePolicyResponse;
    const OPERATION: Operation = Operation::KmsDeletePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
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
