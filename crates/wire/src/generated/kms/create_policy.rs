//! `CreatePolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreatePolicy` asks.
#[derive(Default)]
pub struct CreatePolicyRequest {
    pub access_control_rules: Option<String>,
    pub description: Option<String>,
    pub kms_instance: Option<String>,
    pub name: String,
    pub permissions: String,
    pub resources: String,
}

impl Request for CreatePolicyRequest {
    type Response = CreatePolicyResponse;
    const OPERATION: Operation = Operation::KmsCreatePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AccessControlRules", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::optional("KmsInstance", Shape::Text),
        Parameter::required("Name", Shape::Text),
        Parameter::required("Permissions", Shape::Text),
        Parameter::required("Resources", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            access_control_rules: read::text(params, "AccessControlRules"),
            description: read::text(params, "Description"),
            kms_instance: read::text(params, "KmsInstance"),
            name: read::required_text(params, "Name")?,
            permissions: read::required_text(params, "Permissions")?,
            resources: read::required_text(params, "Resources")?,
        })
    }
}

/// What `CreatePolicy` answers.
#[derive(Default)]
pub struct CreatePolicyResponse {
    pub access_control_rules: Option<String>,
    pub arn: Option<String>,
    pub description: Option<String>,
    pub kms_instance: Option<String>,
    pub name: Option<String>,
    pub permissions: Option<String>,
    pub resources: Option<String>,
}

impl Message for CreatePolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccessControlRules", &self.access_control_rules);
        write::text(to, "Arn", &self.arn);
        write::text(to, "Description", &self.description);
        write::text(to, "KmsInstance", &self.kms_instance);
        write::text(to, "Name", &self.name);
        write::text(to, "Permissions", &self.permissions);
        write::text(to, "Resources", &self.resources);
    }
}
