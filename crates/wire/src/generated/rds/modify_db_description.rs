//! `ModifyDBDescription` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBDescription` asks.
#[derive(Default)]
pub struct ModifyDBDescriptionRequest {
    pub db_description: String,
    pub db_instance_id: String,
    pub db_name: String,
}

impl Request for ModifyDBDescriptionRequest {
    type Response = ModifyDBDescriptionResponse;
    const OPERATION: Operation = Operation::RdsModifyDBDescription;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBDescription", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_description: read::required_text(params, "DBDescription")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::required_text(params, "DBName")?,
        })
    }
}

/// What `ModifyDBDescription` answers.
#[derive(Default)]
pub struct ModifyDBDescriptionResponse {}

impl Message for ModifyDBDescriptionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
