//! `CreatePolicyVersion` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreatePolicyVersion` asks.
#[derive(Default)]
pub struct CreatePolicyVersionRequest {
    pub policy_document: Option<String>,
    pub policy_name: Option<String>,
    pub rotate_strategy: Option<String>,
    pub set_as_default: Option<bool>,
}

impl Request for CreatePolicyVersionRequest {
    type Response = CreatePolicyVersionResponse;
    const OPERATION: Operation = Operation::RamCreatePolicyVersion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyDocument", Shape::Text),
        Parameter::required("PolicyName", Shape::Text),
        Parameter::optional("RotateStrategy", Shape::Text),
        Parameter::optional("SetAsDefault", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_document: read::text(params, "PolicyDocument"),
            policy_name: read::text(params, "PolicyName"),
            rotate_strategy: read::text(params, "RotateStrategy"),
            set_as_default: read::boolean(params, "SetAsDefault")?,
        })
    }
}

/// What `CreatePolicyVersion` answers.
#[derive(Default)]
pub struct CreatePolicyVersionResponse {
    pub policy_version: Option<PolicyVersion>,
}

impl Message for CreatePolicyVersionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "PolicyVersion", &self.policy_version);
    }
}

/// `PolicyVersion` in the answer.
#[derive(Default)]
pub struct PolicyVersion {
    pub create_date: Option<String>,
    pub is_default_version: Option<bool>,
    pub policy_document: Option<String>,
    pub version_id: Option<String>,
}

impl Message for PolicyVersion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateDate", &self.create_date);
        write::boolean(to, "IsDefaultVersion", &self.is_default_version);
        write::text(to, "PolicyDocument", &self.policy_document);
        write::text(to, "VersionId", &self.version_id);
    }
}
