//! `ListPolicyVersions` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListPolicyVersions` asks.
#[derive(Default)]
pub struct ListPolicyVersionsRequest {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
}

impl Request for ListPolicyVersionsRequest {
    type Response = ListPolicyVersionsResponse;
    const OPERATION: Operation = Operation::RamListPolicyVersions;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("PolicyType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            policy_type: read::text(params, "PolicyType"),
        })
    }
}

/// What `ListPolicyVersions` answers.
#[derive(Default)]
pub struct ListPolicyVersionsResponse {
    pub policy_versions: Vec<PolicyVersion>,
}

impl Message for ListPolicyVersionsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "PolicyVersions", "PolicyVersion", &self.policy_versions);
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
