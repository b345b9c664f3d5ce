//! `ModifyDBInstanceConnectionString` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceConnectionString` asks.
#[derive(Default)]
pub struct ModifyDBInstanceConnectionStringRequest {
    pub babelfish_port: Option<String>,
    pub connection_string_prefix: String,
    pub current_connection_string: String,
    pub db_instance_id: String,
    pub general_group_name: Option<String>,
    pub pg_bouncer_port: Option<String>,
    pub port: String,
    pub retain_vip: Option<bool>,
    pub target_db_instance_id: Option<String>,
}

impl Request for ModifyDBInstanceConnectionStringRequest {
    type Response = ModifyDBInstanceConnectionStringResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceConnectionString;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BabelfishPort", Shape::Text),
        Parameter::required("ConnectionStringPrefix", Shape::Text),
        Parameter::required("CurrentConnectionString", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("GeneralGroupName", Shape::Text),
        Parameter::optional("PGBouncerPort", Shape::Text),
        Parameter::required("Port", Shape::Text),
        Parameter::optional("RetainVip", Shape::Boolean),
        Parameter::optional("TargetDBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            babelfish_port: read::text(params, "BabelfishPort"),
            connection_string_prefix: read::required_text(params, "ConnectionStringPrefix")?,
            current_connection_string: read::required_text(params, "CurrentConnectionString")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            general_group_name: read::text(params, "GeneralGroupName"),
            pg_bouncer_port: read::text(params, "PGBouncerPort"),
            port: read::required_text(params, "Port")?,
            retain_vip: read::boolean(params, "RetainVip")?,
            target_db_instance_id: read::text(params, "TargetDBInstanceId"),
        })
    }
}

/// What `ModifyDBInstanceConnectionString` answers.
#[derive(Default)]
pub struct ModifyDBInstanceConnectionStringResponse {}

impl Message for ModifyDBInstanceConnectionStringResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
