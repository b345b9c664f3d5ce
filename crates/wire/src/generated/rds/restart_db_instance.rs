//! `RestartDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RestartDBInstance` asks.
#[derive(Default)]
pub struct RestartDBInstanceRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub node_id: Option<String>,
}

impl Request for RestartDBInstanceRequest {
    type Response = RestartDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsRestartDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("NodeId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            node_id: read::text(params, "NodeId"),
        })
    }
}

/// What `RestartDBInstance` answers.
#[derive(Default)]
pub struct RestartDBInstanceResponse {}

impl Message for RestartDBInstanceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
