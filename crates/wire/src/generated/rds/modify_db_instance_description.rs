//! `ModifyDBInstanceDescription` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceDescription` asks.
#[derive(Default)]
pub struct ModifyDBInstanceDescriptionRequest {
    pub db_instance_description: String,
    pub db_instance_id: String,
}

impl Request for ModifyDBInstanceDescriptionRequest {
    type Response = ModifyDBInstanceDescriptionResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceDescription;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceDescription", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_description: read::required_text(params, "DBInstanceDescription")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `ModifyDBInstanceDescription` answers.
#[derive(Default)]
pub struct ModifyDBInstanceDescriptionResponse {}

impl Message for ModifyDBInstanceDescriptionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
