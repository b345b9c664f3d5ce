//! `SwitchDBInstanceHA` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SwitchDBInstanceHA` asks.
#[derive(Default)]
pub struct SwitchDBInstanceHARequest {
    pub db_instance_id: String,
    pub effective_time: Option<String>,
    pub force: Option<String>,
    pub node_id: String,
}

impl Request for SwitchDBInstanceHARequest {
    type Response = SwitchDBInstanceHAResponse;
    const OPERATION: Operation = Operation::RdsSwitchDBInstanceHA;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("EffectiveTime", Shape::Text),
        Parameter::optional("Force", Shape::Text),
        Parameter::required("NodeId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            effective_time: read::text(params, "EffectiveTime"),
            force: read::text(params, "Force"),
            node_id: read::required_text(params, "NodeId")?,
        })
    }
}

/// What `SwitchDBInstanceHA` answers.
#[derive(Default)]
pub struct SwitchDBInstanceHAResponse {}

impl Message for SwitchDBInstanceHAResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
