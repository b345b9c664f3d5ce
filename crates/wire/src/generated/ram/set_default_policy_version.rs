//! `SetDefaultPolicyVersion` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetDefaultPolicyVersion` asks.
#[derive(Default)]
pub struct SetDefaultPolicyVersionRequest {
    pub policy_name: Option<String>,
    pub version_id: Option<String>,
}

impl Request for SetDefaultPolicyVersionRequest {
    type Response = SetDefaultPolicyVersionResponse;
    const OPERATION: Operation = Operation::RamSetDefaultPolicyVersion;
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

/// What `SetDefaultPolicyVersion` answers.
#[derive(Default)]
pub struct SetDefaultPolicyVersionResponse {}

impl Message for SetDefaultPolicyVersionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
