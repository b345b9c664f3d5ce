//! `AttachPolicyToUser` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AttachPolicyToUser` asks.
#[derive(Default)]
pub struct AttachPolicyToUserRequest {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub resource_group_id: Option<String>,
    pub user_name: Option<String>,
}

impl Request for AttachPolicyToUserRequest {
    type Response = AttachPolicyToUserResponse;
    const OPERATION: Operation = Operation::RamAttachPolicyToUser;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("PolicyType", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            policy_type: read::text(params, "PolicyType"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `AttachPolicyToUser` answers.
#[derive(Default)]
pub struct AttachPolicyToUserResponse {}

impl Message for AttachPolicyToUserResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
