//! `DestroyDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DestroyDBInstance` asks.
#[derive(Default)]
pub struct DestroyDBInstanceRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
}

impl Request for DestroyDBInstanceRequest {
    type Response = DestroyDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsDestroyDBInstance;
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

/// What `DestroyDBInstance` answers.
#[derive(Default)]
pub struct DestroyDBInstanceResponse {}

impl Message for DestroyDBInstanceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
