//! `GetPolicyVersion` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetPolicyVersion` asks.
#[derive(Default)]
pub struct GetPolicyVersionRequest {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub version_id: Option<String>,
}

impl Request for GetPolicyVersionRequest {
    type Response = GetPolicyVersionResponse;
    const OPERATION: Operation = Operation::RamGetPolicyVersion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("PolicyType", Shape::Text),
        Parameter::required("VersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            policy_type: read::text(params, "PolicyType"),
            version_id: read::text(params, "VersionId"),
        })
    }
}

/// What `GetPolicyVersion` answers.
#[derive(Default)]
pub struct GetPolicyVersionResponse {
    pub policy_version: Option<PolicyVersion>,
}

impl Message for GetPolicyVersionResponse {
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
