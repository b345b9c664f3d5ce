//! `DetachPolicyFromRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DetachPolicyFromRole` asks.
#[derive(Default)]
pub struct DetachPolicyFromRoleRequest {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub resource_group_id: Option<String>,
    pub role_name: Option<String>,
}

impl Request for DetachPolicyFromRoleRequest {
    type Response = DetachPolicyFromRoleResponse;
    const OPERATION: Operation = Operation::RamDetachPolicyFromRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("PolicyType", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::required("RoleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            policy_type: read::text(params, "PolicyType"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            role_name: read::text(params, "RoleName"),
        })
    }
}

/// What `DetachPolicyFromRole` answers.
#[derive(Default)]
pub struct DetachPolicyFromRoleResponse {}

impl Message for DetachPolicyFromRoleResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
