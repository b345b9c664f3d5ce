//! `ModifyMaskingRules` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyMaskingRules` asks.
#[derive(Default)]
pub struct ModifyMaskingRulesRequest {
    pub db_instance_name: String,
    pub db_name: Option<String>,
    pub default_algo: Option<String>,
    pub enabled: Option<String>,
    pub masking_algo: Option<String>,
    pub region_id: Option<String>,
    pub rule_config: Option<String>,
    pub rule_name: String,
}

impl Request for ModifyMaskingRulesRequest {
    type Response = ModifyMaskingRulesResponse;
    const OPERATION: Operation = Operation::RdsModifyMaskingRules;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("DefaultAlgo", Shape::Text),
        Parameter::optional("Enabled", Shape::Text),
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
            enabled: read::text(params, "Enabled"),
            masking_algo: read::text(params, "MaskingAlgo"),
            region_id: read::text(params, "RegionId"),
            rule_config: read::json_map(params, "RuleConfig")?,
            rule_name: read::required_text(params, "RuleName")?,
        })
    }
}

/// What `ModifyMaskingRules` answers.
#[derive(Default)]
pub struct ModifyMaskingRulesResponse {
    pub data: Vec<(String, String)>,
    pub message: Option<String>,
    pub success: Option<String>,
}

impl Message for ModifyMaskingRulesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::map(to, "Data", &self.data);
        write::text(to, "Message", &self.message);
        write::text(to, "Success", &self.success);
    }
}
