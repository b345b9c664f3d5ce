//! `DescribeParameters` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeParameters` asks.
#[derive(Default)]
pub struct DescribeParametersRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
}

impl Request for DescribeParametersRequest {
    type Response = DescribeParametersResponse;
    const OPERATION: Operation = Operation::RdsDescribeParameters;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeParameters` answers.
#[derive(Default)]
pub struct DescribeParametersResponse {
    pub config_parameters: Vec<DBInstanceParameter>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub param_group_info: Option<ParamGroupInfo>,
    pub running_parameters: Vec<DescribeParametersDBInstanceParameter>,
}

impl Message for DescribeParametersResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "ConfigParameters", "DBInstanceParameter", &self.config_parameters);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::object(to, "ParamGroupInfo", &self.param_group_info);
        write::wrapped_list(to, "RunningParameters", "DBInstanceParameter", &self.running_parameters);
    }
}

/// `DBInstanceParameter` in the answer.
#[derive(Default)]
pub struct DBInstanceParameter {
    pub parameter_description: Option<String>,
    pub parameter_name: Option<String>,
    pub parameter_value: Option<String>,
}

impl Message for DBInstanceParameter {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ParameterDescription", &self.parameter_description);
        write::text(to, "ParameterName", &self.parameter_name);
        write::text(to, "ParameterValue", &self.parameter_value);
    }
}

/// `ParamGroupInfo` in the answer.
#[derive(Default)]
pub struct ParamGroupInfo {
    pub param_group_id: Option<String>,
    pub parameter_group_desc: Option<String>,
    pub parameter_group_name: Option<String>,
    pub parameter_group_type: Option<String>,
}

impl Message for ParamGroupInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ParamGroupId", &self.param_group_id);
        write::text(to, "ParameterGroupDesc", &self.parameter_group_desc);
        write::text(to, "ParameterGroupName", &self.parameter_group_name);
        write::text(to, "ParameterGroupType", &self.parameter_group_type);
    }
}

/// `DBInstanceParameter` in the answer.
#[derive(Default)]
pub struct DescribeParametersDBInstanceParameter {
    pub parameter_default_value: Option<String>,
    pub parameter_description: Option<String>,
    pub parameter_name: Option<String>,
    pub parameter_value: Option<String>,
    pub parameter_value_range: Option<String>,
}

impl Message for DescribeParametersDBInstanceParameter {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ParameterDefaultValue", &self.parameter_default_value);
        write::text(to, "ParameterDescription", &self.parameter_description);
        write::text(to, "ParameterName", &self.parameter_name);
        write::text(to, "ParameterValue", &self.parameter_value);
        write::text(to, "ParameterValueRange", &self.parameter_value_range);
    }
}
