//! `ListPolicies` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListPolicies` asks.
#[derive(Default)]
pub struct ListPoliciesRequest {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListPoliciesRequest {
    type Response = ListPoliciesResponse;
    const OPERATION: Operation = Operation::KmsListPolicies;
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

/// What `ListPolicies` answers.
#[derive(Default)]
pub struct ListPoliciesResponse {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub policies: Vec<Policy>,
    pub total_count: Option<i64>,
}

impl Message for ListPoliciesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::wrapped_list(to, "Policies", "Policy", &self.policies);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `Policy` in the answer.
#[derive(Default)]
pub struct Policy {
    pub name: Option<String>,
}

impl Message for Policy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Name", &self.name);
    }
}
