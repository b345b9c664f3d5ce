//! `DeleteDatabase` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteDatabase` asks.
#[derive(Default)]
pub struct DeleteDatabaseRequest {
    pub db_instance_id: String,
    pub db_name: String,
}

impl Request for DeleteDatabaseRequest {
    type Response = DeleteDatabaseResponse;
    const OPERATION: Operation = Operation::RdsDeleteDatabase;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::required_text(params, "DBName")?,
        })
    }
}

/// What `DeleteDatabase` answers.
#[derive(Default)]
pub struct DeleteDatabaseResponse {}

impl Message for DeleteDatabaseResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
