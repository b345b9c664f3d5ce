//! `CheckDBNameAvailable` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckDBNameAvailable` asks.
#[derive(Default)]
pub struct CheckDBNameAvailableRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub db_name: String,
}

impl Request for CheckDBNameAvailableRequest {
    type Response = CheckDBNameAvailableResponse;
    const OPERATION: Operation = Operation::RdsCheckDBNameAvailable;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::required_text(params, "DBName")?,
        })
    }
}

/// What `CheckDBNameAvailable` answers.
#[derive(Default)]
pub struct CheckDBNameAvailableResponse {}

impl Message for CheckDBNameAvailableResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
