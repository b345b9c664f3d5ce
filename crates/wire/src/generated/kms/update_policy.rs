//! `UpdatePolicy` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdatePolicy` asks.
#[derive(Default)]
pub struct UpdatePolicyRequest {
    pub access_control_rules: Option<String>,
    pub description: Option<String>,
    pub name: String,
    pub permissions: Option<String>,
    pub resources: Option<String>,
}

impl Request for UpdatePolicyRequest {
    type Response = UpdatePolicyResponse;
    const OPERATION: Operation = Operation::KmsUpdatePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AccessControlRules", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::required("Name", Shape::Text),
        Parameter::optional("Permissions", Shape::Text),
        Parameter::optional("Resources", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            access_control_rules: read::text(params, "AccessControlRules"),
            description: read::text(params, "Description"),
            name: read::required_text(params, "Name")?,
            permissions: read::text(params, "Permissions"),
            resources: read::text(params, "Resources"),
        })
    }
}

/// What `UpdatePolicy` answers.
#[derive(Default)]
pub struct UpdatePolicyResponse {}

impl Message for UpdatePolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
