//! `ModifyParameter` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyParameter` asks.
#[derive(Default)]
pub struct ModifyParameterRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub forcerestart: Option<bool>,
    pub parameter_group_id: Option<String>,
    pub parameters: Option<String>,
    pub switch_time: Option<String>,
    pub switch_time_mode: Option<String>,
}

impl Request for ModifyParameterRequest {
    type Response = ModifyParameterResponse;
    const OPERATION: Operation = Operation::RdsModifyParameter;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("Forcerestart", Shape::Boolean),
        Parameter::optional("ParameterGroupId", Shape::Text),
        Parameter::optional("Parameters", Shape::Text),
        Parameter::optional("SwitchTime", Shape::Text),
        Parameter::optional("SwitchTimeMode", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            forcerestart: read::boolean(params, "Forcerestart")?,
            parameter_group_id: read::text(params, "ParameterGroupId"),
            parameters: read::text(params, "Parameters"),
            switch_time: read::text(params, "SwitchTime"),
            switch_time_mode: read::text(params, "SwitchTimeMode"),
        })
    }
}

/// What `ModifyParameter` answers.
#[derive(Default)]
pub struct ModifyParameterResponse {}

impl Message for ModifyParameterResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
