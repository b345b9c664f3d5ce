//! `ModifyDBInstanceConfig` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceConfig` asks.
#[derive(Default)]
pub struct ModifyDBInstanceConfigRequest {
    pub client_token: Option<String>,
    pub config_name: String,
    pub config_value: String,
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
    pub switch_time: Option<String>,
    pub switch_time_mode: Option<String>,
}

impl Request for ModifyDBInstanceConfigRequest {
    type Response = ModifyDBInstanceConfigResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceConfig;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("ConfigName", Shape::Text),
        Parameter::required("ConfigValue", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("SwitchTime", Shape::Text),
        Parameter::optional("SwitchTimeMode", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            config_name: read::required_text(params, "ConfigName")?,
            config_value: read::required_text(params, "ConfigValue")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
            switch_time: read::text(params, "SwitchTime"),
            switch_time_mode: read::text(params, "SwitchTimeMode"),
        })
    }
}

/// What `ModifyDBInstanceConfig` answers.
#[derive(Default)]
pub struct ModifyDBInstanceConfigResponse {}

impl Message for ModifyDBInstanceConfigResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
