//! `ListPolicies` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListPolicies` asks.
#[derive(Default)]
pub struct ListPoliciesRequest {
    pub marker: Option<String>,
    pub max_items: Option<i64>,
    pub policy_type: Option<String>,
    pub tag: Vec<TagParameter>,
}

impl Request for ListPoliciesRequest {
    type Response = ListPoliciesResponse;
    const OPERATION: Operation = Operation::RamListPolicies;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Marker", Shape::Text),
        Parameter::optional("MaxItems", Shape::Integer),
        Parameter::optional("PolicyType", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            marker: read::text(params, "Marker"),
            max_items: read::integer(params, "MaxItems")?,
            policy_type: read::text(params, "PolicyType"),
            tag: read::elements(params, "Tag")?,
        })
    }
}

/// What `ListPolicies` answers.
#[derive(Default)]
pub struct ListPoliciesResponse {
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub policies: Vec<Policy>,
}

impl Message for ListPoliciesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "IsTruncated", &self.is_truncated);
        write::text(to, "Marker", &self.marker);
        write::wrapped_list(to, "Policies", "Policy", &self.policies);
    }
}

/// `Policy` in the answer.
#[derive(Default)]
pub struct Policy {
    pub attachment_count: Option<i64>,
    pub create_date: Option<String>,
    pub default_version: Option<String>,
    pub description: Option<String>,
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub tags: Vec<PolicyTag>,
    pub update_date: Option<String>,
}

impl Message for Policy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "AttachmentCount", &self.attachment_count);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "DefaultVersion", &self.default_version);
        write::text(to, "Description", &self.description);
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyType", &self.policy_type);
        write::wrapped_list(to, "Tags", "Tag", &self.tags);
        write::text(to, "UpdateDate", &self.update_date);
    }
}

/// `Tag` in the answer.
#[derive(Default)]
pub struct PolicyTag {
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for PolicyTag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
