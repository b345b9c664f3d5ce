//! `UpdatePolicyDescription` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdatePolicyDescription` asks.
#[derive(Default)]
pub struct UpdatePolicyDescriptionRequest {
    pub new_description: Option<String>,
    pub policy_name: Option<String>,
}

impl Request for UpdatePolicyDescriptionRequest {
    type Response = UpdatePolicyDescriptionResponse;
    const OPERATION: Operation = Operation::RamUpdatePolicyDescription;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("NewDescription", Shape::Text),
        Parameter::optional("PolicyName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            new_description: read::text(params, "NewDescription"),
            policy_name: read::text(params, "PolicyName"),
        })
    }
}

/// What `UpdatePolicyDescription` answers.
#[derive(Default)]
pub struct UpdatePolicyDescriptionResponse {
    pub policy: Option<Policy>,
}

impl Message for UpdatePolicyDescriptionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "Policy", &self.policy);
    }
}

/// `Policy` in the answer.
#[derive(Default)]
pub struct Policy {
    pub create_date: Option<String>,
    pub default_version: Option<String>,
    pub description: Option<String>,
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub update_date: Option<String>,
}

impl Message for Policy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "DefaultVersion", &self.default_version);
        write::text(to, "Description", &self.description);
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyType", &self.policy_type);
        write::text(to, "UpdateDate", &self.update_date);
    }
}
