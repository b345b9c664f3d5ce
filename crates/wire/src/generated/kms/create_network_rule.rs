//! `CreateNetworkRule` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateNetworkRule` asks.
#[derive(Default)]
pub struct CreateNetworkRuleRequest {
    pub description: Option<String>,
    pub name: String,
    pub source_private_ip: Option<String>,
    pub r#type: String,
}

impl Request for CreateNetworkRuleRequest {
    type Response = CreateNetworkRuleResponse;
    const OPERATION: Operation = Operation::KmsCreateNetworkRule;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Description", Shape::Text),
        Parameter::required("Name", Shape::Text),
        Parameter::optional("SourcePrivateIp", Shape::Text),
        Parameter::required("Type", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            description: read::text(params, "Description"),
            name: read::required_text(params, "Name")?,
            source_private_ip: read::text(params, "SourcePrivateIp"),
            r#type: read::required_text(params, "Type")?,
        })
    }
}

/// What `CreateNetworkRule` answers.
#[derive(Default)]
pub struct CreateNetworkRuleResponse {
    pub arn: Option<String>,
    pub description: Option<String>,
    pub name: Option<String>,
    pub source_private_ip: Option<String>,
    pub r#type: Option<String>,
}

impl Message for CreateNetworkRuleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "Description", &self.description);
        write::text(to, "Name", &self.name);
        write::text(to, "SourcePrivateIp", &self.source_private_ip);
        write::text(to, "Type", &self.r#type);
    }
}
