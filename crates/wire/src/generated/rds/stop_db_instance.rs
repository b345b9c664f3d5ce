//! `StopDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `StopDBInstance` asks.
#[derive(Default)]
pub struct StopDBInstanceRequest {
    pub db_instance_id: String,
    pub region_id: Option<String>,
}

impl Request for StopDBInstanceRequest {
    type Response = StopDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsStopDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `StopDBInstance` answers.
#[derive(Default)]
pub struct StopDBInstanceResponse {}

impl Message for StopDBInstanceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
