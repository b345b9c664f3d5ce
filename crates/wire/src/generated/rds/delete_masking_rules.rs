//! `DeleteMaskingRules` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteMaskingRules` asks.
#[derive(Default)]
pub struct DeleteMaskingRulesRequest {
    pub db_instance_name: String,
    pub db_name: Option<String>,
    pub region_id: Option<String>,
    pub rule_name: String,
}

impl Request for DeleteMaskingRulesRequest {
    type Response = DeleteMaskingRulesResponse;
    const OPERATION: Operation = Operation::RdsDeleteMaskingRules;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("RuleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_name: read::required_text(params, "DBInstanceName")?,
            db_name: read::text(params, "DBName"),
            region_id: read::text(params, "RegionId"),
            rule_name: read::required_text(params, "RuleName")?,
        })
    }
}

/// What `DeleteMaskingRules` answers.
#[derive(Default)]
pub struct DeleteMaskingRulesResponse {
    pub data: Vec<(String, String)>,
    pub message: Option<String>,
    pub success: Option<String>,
}

impl Message for DeleteMaskingRulesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::map(to, "Data", &self.data);
        write::text(to, "Message", &self.message);
        write::text(to, "Success", &self.success);
    }
}
