//! `AttachPolicyToGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AttachPolicyToGroup` asks.
#[derive(Default)]
pub struct AttachPolicyToGroupRequest {
    pub group_name: Option<String>,
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for AttachPolicyToGroupRequest {
    type Response = AttachPolicyToGroupResponse;
    const OPERATION: Operation = Operation::RamAttachPolicyToGroup;
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

/// What `AttachPolicyToGroup` answers.
#[derive(Default)]
pub struct AttachPolicyToGroupResponse {}

impl Message for AttachPolicyToGroupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
