//! `DescribeParameterTemplates` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeParameterTemplates` asks.
#[derive(Default)]
pub struct DescribeParameterTemplatesRequest {
    pub category: Option<String>,
    pub client_token: Option<String>,
    pub db_instance_id: Option<String>,
    pub engine: String,
    pub engine_version: String,
    pub region_id: Option<String>,
}

impl Request for DescribeParameterTemplatesRequest {
    type Response = DescribeParameterTemplatesResponse;
    const OPERATION: Operation = Operation::RdsDescribeParameterTemplates;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("EngineVersion", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            category: read::text(params, "Category"),
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::text(params, "DBInstanceId"),
            engine: read::required_text(params, "Engine")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DescribeParameterTemplates` answers.
#[derive(Default)]
pub struct DescribeParameterTemplatesResponse {
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub parameter_count: Option<String>,
    pub parameters: Vec<TemplateRecord>,
}

impl Message for DescribeParameterTemplatesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::text(to, "ParameterCount", &self.parameter_count);
        write::wrapped_list(to, "Parameters", "TemplateRecord", &self.parameters);
    }
}

/// `TemplateRecord` in the answer.
#[derive(Default)]
pub struct TemplateRecord {
    pub checking_code: Option<String>,
    pub force_modify: Option<String>,
    pub force_restart: Option<String>,
    pub parameter_description: Option<String>,
    pub parameter_name: Option<String>,
    pub parameter_value: Option<String>,
}

impl Message for TemplateRecord {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CheckingCode", &self.checking_code);
        write::text(to, "ForceModify", &self.force_modify);
        write::text(to, "ForceRestart", &self.force_restart);
        write::text(to, "ParameterDescription", &self.parameter_description);
        write::text(to, "ParameterName", &self.parameter_name);
        write::text(to, "ParameterValue", &self.parameter_value);
    }
}
