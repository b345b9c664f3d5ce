//! `ModifyDBInstanceMaintainTime` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceMaintainTime` asks.
#[derive(Default)]
pub struct ModifyDBInstanceMaintainTimeRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub maintain_time: String,
}

impl Request for ModifyDBInstanceMaintainTimeRequest {
    type Response = ModifyDBInstanceMaintainTimeResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceMaintainTime;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("MaintainTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            maintain_time: read::required_text(params, "MaintainTime")?,
        })
    }
}

/// What `ModifyDBInstanceMaintainTime` answers.
#[derive(Default)]
pub struct ModifyDBInstanceMaintainTimeResponse {}

impl Message for ModifyDBInstanceMaintainTimeResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
