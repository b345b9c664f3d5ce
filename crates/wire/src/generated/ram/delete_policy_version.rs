//! `DeletePolicyVersion` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeletePolicyVersion` asks.
#[derive(Default)]
pub struct DeletePolicyVersionRequest {
    pub policy_name: Option<String>,
    pub version_id: Option<String>,
}

impl Request for DeletePolicyVersionRequest {
    type Response = DeletePolicyVersionResponse;
    const OPERATION: Operation = Operation::RamDeletePolicyVersion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("VersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            version_id: read::text(params, "VersionId"),
        })
    }
}

/// What `DeletePolicyVersion` answers.
#[derive(Default)]
pub struct DeletePolicyVersionResponse {}

impl Message for DeletePolicyVersionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
