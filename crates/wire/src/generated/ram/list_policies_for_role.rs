//! `ListPoliciesForRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListPoliciesForRole` asks.
#[derive(Default)]
pub struct ListPoliciesForRoleRequest {
    pub role_name: Option<String>,
}

impl Request for ListPoliciesForRoleRequest {
    type Response = ListPoliciesForRoleResponse;
    const OPERATION: Operation = Operation::RamListPoliciesForRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("RoleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            role_name: read::text(params, "RoleName"),
        })
    }
}

/// What `ListPoliciesForRole` answers.
#[derive(Default)]
pub struct ListPoliciesForRoleResponse {
    pub policies: Vec<Policy>,
}

impl Message for ListPoliciesForRoleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Policies", "Policy", &self.policies);
    }
}

/// `Policy` in the answer.
#[derive(Default)]
pub struct Policy {
    pub attach_date: Option<String>,
    pub default_version: Option<String>,
    pub description: Option<String>,
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
}

impl Message for Policy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AttachDate", &self.attach_date);
        write::text(to, "DefaultVersion", &self.default_version);
        write::text(to, "Description", &self.description);
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyType", &self.policy_type);
    }
}
