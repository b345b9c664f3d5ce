//! `CreateMaskingRules` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateMaskingRules` asks.
#[derive(Default)]
pub struct CreateMaskingRulesRequest {
    pub db_instance_name: String,
    pub db_name: Option<String>,
    pub default_algo: Option<String>,
    pub masking_algo: Option<String>,
    pub region_id: Option<String>,
    pub rule_config: Option<String>,
    pub rule_name: String,
}

impl Request for CreateMaskingRulesRequest {
    type Response = CreateMaskingRulesResponse;
    const OPERATION: Operation = Operation::RdsCreateMaskingRules;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("DefaultAlgo", Shape::Text),
        Parameter::optional("MaskingAlgo", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("RuleConfig", Shape::Map),
        Parameter::required("RuleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_name: read::required_text(params, "DBInstanceName")?,
            db_name: read::text(params, "DBName"),
            default_algo: read::text(params, "DefaultAlgo"),
            masking_algo: read::text(params, "MaskingAlgo"),
            region_id: read::text(params, "RegionId"),
            rule_config: read::json_map(params, "RuleConfig")?,
            rule_name: read::required_text(params, "RuleName")?,
        })
    }
}

/// What `CreateMaskingRules` answers.
#[derive(Default)]
pub struct CreateMaskingRulesResponse {
    pub data: Vec<(String, String)>,
    pub message: Option<String>,
    pub success: Option<String>,
}

impl Message for CreateMaskingRulesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::map(to, "Data", &self.data);
        write::text(to, "Message", &self.message);
        write::text(to, "Success", &self.success);
    }
}
