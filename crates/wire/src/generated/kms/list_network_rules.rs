//! `ListNetworkRules` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListNetworkRules` asks.
#[derive(Default)]
pub struct ListNetworkRulesRequest {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListNetworkRulesRequest {
    type Response = ListNetworkRulesResponse;
    const OPERATION: Operation = Operation::KmsListNetworkRules;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `ListNetworkRules` answers.
#[derive(Default)]
pub struct ListNetworkRulesResponse {
    pub network_rules: Vec<NetworkRule>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListNetworkRulesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "NetworkRules", "NetworkRule", &self.network_rules);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `NetworkRule` in the answer.
#[derive(Default)]
pub struct NetworkRule {
    pub name: Option<String>,
    pub r#type: Option<String>,
}

impl Message for NetworkRule {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Name", &self.name);
        write::text(to, "Type", &self.r#type);
    }
}
