//! `DescribeNetworkRule` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeNetworkRule` asks.
#[derive(Default)]
pub struct DescribeNetworkRuleRequest {
    pub name: String,
}

impl Request for DescribeNetworkRuleRequest {
    type Response = DescribeNetworkRuleResponse;
    const OPERATION: Operation = Operation::KmsDescribeNetworkRule;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
        })
    }
}

/// What `DescribeNetworkRule` answers.
#[derive(Default)]
pub struct DescribeNetworkRuleResponse {
    pub arn: Option<String>,
    pub description: Option<String>,
    pub source_private_ip: Option<String>,
    pub r#type: Option<String>,
}

impl Message for DescribeNetworkRuleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "Description", &self.description);
        write::text(to, "SourcePrivateIp", &self.source_private_ip);
        write::text(to, "Type", &self.r#type);
    }
}
