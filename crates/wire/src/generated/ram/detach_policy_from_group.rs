//! `DetachPolicyFromGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DetachPolicyFromGroup` asks.
#[derive(Default)]
pub struct DetachPolicyFromGroupRequest {
    pub group_name: Option<String>,
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DetachPolicyFromGroupRequest {
    type Response = DetachPolicyFromGroupResponse;
    const OPERATION: Operation = Operation::RamDetachPolicyFromGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("PolicyType", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
            policy_name: read::text(params, "PolicyName"),
            policy_type: read::text(params, "PolicyType"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DetachPolicyFromGroup` answers.
#[derive(Default)]
pub struct DetachPolicyFromGroupResponse {}

impl Message for DetachPolicyFromGroupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
