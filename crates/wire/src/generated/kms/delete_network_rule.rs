//! `DeleteNetworkRule` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteNetworkRule` asks.
#[derive(Default)]
pub struct DeleteNetworkRuleRequest {
    pub name: String,
}

impl Request for DeleteNetworkRuleRequest {
    type Response = DeleteNetworkRuleResponse;
    const OPERATION: Operation = Operation::KmsDeleteNetworkRule;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
        })
    }
}

/// What `DeleteNetworkRule` answers.
#[derive(Default)]
pub struct DeleteNetworkRuleResponse {}

impl Message for DeleteNetworkRuleResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
