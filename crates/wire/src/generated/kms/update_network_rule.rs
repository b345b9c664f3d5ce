//! `UpdateNetworkRule` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateNetworkRule` asks.
#[derive(Default)]
pub struct UpdateNetworkRuleRequest {
    pub description: Option<String>,
    pub name: String,
    pub source_private_ip: Option<String>,
}

impl Request for UpdateNetworkRuleRequest {
    type Response = UpdateNetworkRuleResponse;
    const OPERATION: Operation = Operation::KmsUpdateNetworkRule;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Description", Shape::Text),
        Parameter::required("Name", Shape::Text),
        Parameter::optional("SourcePrivateIp", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            description: read::text(params, "Description"),
            name: read::required_text(params, "Name")?,
            source_private_ip: read::text(params, "SourcePrivateIp"),
        })
    }
}

/// What `UpdateNetworkRule` answers.
#[derive(Default)]
pub struct UpdateNetworkRuleResponse {}

impl Message for UpdateNetworkRuleResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
