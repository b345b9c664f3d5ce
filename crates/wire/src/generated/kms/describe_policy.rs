//! `DescribePolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribePolicy` asks.
#[derive(Default)]
pub struct DescribePolicyRequest {
    pub name: String,
}

impl Request for DescribePolicyRequest {
    type Response = DescribePolicyResponse;
    const OPERATION: Operation = Operation::KmsDescribePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
        })
    }
}

/// What `DescribePolicy` answers.
#[derive(Default)]
pub struct DescribePolicyResponse {
    pub access_control_rules: Option<String>,
    pub arn: Option<String>,
    pub description: Option<String>,
    pub kms_instance: Option<String>,
    pub name: Option<String>,
    pub permissions: Vec<String>,
    pub resources: Vec<String>,
}

impl Message for DescribePolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccessControlRules", &self.access_control_rules);
        write::text(to, "Arn", &self.arn);
        write::text(to, "Description", &self.description);
        write::text(to, "KmsInstance", &self.kms_instance);
        write::text(to, "Name", &self.name);
        write::texts(to, "Permissions", &self.permissions);
        write::texts(to, "Resources", &self.resources);
    }
}
