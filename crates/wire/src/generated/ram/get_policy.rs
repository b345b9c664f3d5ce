//! `GetPolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetPolicy` asks.
#[derive(Default)]
pub struct GetPolicyRequest {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
}

impl Request for GetPolicyRequest {
    type Response = GetPolicyResponse;
    const OPERATION: Operation = Operation::RamGetPolicy;
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

/// What `GetPolicy` answers.
#[derive(Default)]
pub struct GetPolicyResponse {
    pub default_policy_version: Option<DefaultPolicyVersion>,
    pub policy: Option<Policy>,
}

impl Message for GetPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "DefaultPolicyVersion", &self.default_policy_version);
        write::object(to, "Policy", &self.policy);
    }
}

/// `DefaultPolicyVersion` in the answer.
#[derive(Default)]
pub struct DefaultPolicyVersion {
    pub create_date: Option<String>,
    pub is_default_version: Option<bool>,
    pub policy_document: Option<String>,
    pub version_id: Option<String>,
}

impl Message for DefaultPolicyVersion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateDate", &self.create_date);
        write::boolean(to, "IsDefaultVersion", &self.is_default_version);
        write::text(to, "PolicyDocument", &self.policy_document);
        write::text(to, "VersionId", &self.version_id);
    }
}

/// `Policy` in the answer.
#[derive(Default)]
pub struct Policy {
    pub attachment_count: Option<i64>,
    pub create_date: Option<String>,
    pub default_version: Option<String>,
    pub description: Option<String>,
    pub policy_document: Option<String>,
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub update_date: Option<String>,
}

impl Message for Policy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "AttachmentCount", &self.attachment_count);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "DefaultVersion", &self.default_version);
        write::text(to, "Description", &self.description);
        write::text(to, "PolicyDocument", &self.policy_document);
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyType", &self.policy_type);
        write::text(to, "UpdateDate", &self.update_date);
    }
}
