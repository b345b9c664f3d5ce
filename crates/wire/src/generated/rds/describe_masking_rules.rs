//! `DescribeMaskingRules` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeMaskingRules` asks.
#[derive(Default)]
pub struct DescribeMaskingRulesRequest {
    pub db_instance_name: String,
    pub db_name: Option<String>,
    pub region_id: Option<String>,
    pub rule_name: Option<String>,
}

impl Request for DescribeMaskingRulesRequest {
    type Response = DescribeMaskingRulesResponse;
    const OPERATION: Operation = Operation::RdsDescribeMaskingRules;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("RuleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_name: read::required_text(params, "DBInstanceName")?,
            db_name: read::text(params, "DBName"),
            region_id: read::text(params, "RegionId"),
            rule_name: read::text(params, "RuleName"),
        })
    }
}

/// What `DescribeMaskingRules` answers.
#[derive(Default)]
pub struct DescribeMaskingRulesResponse {
    pub data: Vec<Rule>,
}

impl Message for DescribeMaskingRulesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Data", "Rules", &self.data);
    }
}

/// `Rules` in the answer.
#[derive(Default)]
pub struct Rule {
    pub default_algo: Option<String>,
    pub enabled: Option<String>,
    pub masking_algo: Option<String>,
    pub rule_config: Option<RuleConfig>,
    pub rule_name: Option<String>,
}

impl Message for Rule {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DefaultAlgo", &self.default_algo);
        write::text(to, "Enabled", &self.enabled);
        write::text(to, "MaskingAlgo", &self.masking_algo);
        write::object(to, "RuleConfig", &self.rule_config);
        write::text(to, "RuleName", &self.rule_name);
    }
}

/// `RuleConfig` in the answer.
#[derive(Default)]
pub struct RuleConfig {
    pub columns: Vec<String>,
    pub databases: Vec<String>,
    pub tables: Vec<String>,
}

impl Message for RuleConfig {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::texts(to, "Columns", &self.columns);
        write::texts(to, "Databases", &self.databases);
        write::texts(to, "Tables", &self.tables);
    }
}
