//! `ListPoliciesForGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListPoliciesForGroup` asks.
#[derive(Default)]
pub struct ListPoliciesForGroupRequest {
    pub group_name: Option<String>,
}

impl Request for ListPoliciesForGroupRequest {
    type Response = ListPoliciesForGroupResponse;
    const OPERATION: Operation = Operation::RamListPoliciesForGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
        })
    }
}

/// What `ListPoliciesForGroup` answers.
#[derive(Default)]
pub struct ListPoliciesForGroupResponse {
    pub policies: Vec<Policy>,
}

impl Message for ListPoliciesForGroupResponse {
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
