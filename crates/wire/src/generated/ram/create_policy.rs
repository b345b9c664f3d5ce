//! `CreatePolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreatePolicy` asks.
#[derive(Default)]
pub struct CreatePolicyRequest {
    pub description: Option<String>,
    pub policy_document: Option<String>,
    pub policy_name: Option<String>,
    pub tag: Vec<TagParameter>,
}

impl Request for CreatePolicyRequest {
    type Response = CreatePolicyResponse;
    const OPERATION: Operation = Operation::RamCreatePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Description", Shape::Text),
        Parameter::optional("PolicyDocument", Shape::Text),
        Parameter::optional("PolicyName", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            description: read::text(params, "Description"),
            policy_document: read::text(params, "PolicyDocument"),
            policy_name: read::text(params, "PolicyName"),
            tag: read::elements(params, "Tag")?,
        })
    }
}

/// What `CreatePolicy` answers.
#[derive(Default)]
pub struct CreatePolicyResponse {
    pub policy: Option<Policy>,
}

impl Message for CreatePolicyResponse {
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
}

impl Message for Policy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "DefaultVersion", &self.default_version);
        write::text(to, "Description", &self.description);
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyType", &self.policy_type);
    }
}
