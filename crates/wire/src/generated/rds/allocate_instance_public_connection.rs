//! `AllocateInstancePublicConnection` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AllocateInstancePublicConnection` asks.
#[derive(Default)]
pub struct AllocateInstancePublicConnectionRequest {
    pub babelfish_port: Option<String>,
    pub connection_string_prefix: String,
    pub db_instance_id: String,
    pub general_group_name: Option<String>,
    pub pg_bouncer_port: Option<String>,
    pub port: String,
}

impl Request for AllocateInstancePublicConnectionRequest {
    type Response = AllocateInstancePublicConnectionResponse;
    const OPERATION: Operation = Operation::RdsAllocateInstancePublicConnection;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BabelfishPort", Shape::Text),
        Parameter::required("ConnectionStringPrefix", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("GeneralGroupName", Shape::Text),
        Parameter::optional("PGBouncerPort", Shape::Text),
        Parameter::required("Port", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            babelfish_port: read::text(params, "BabelfishPort"),
            connection_string_prefix: read::required_text(params, "ConnectionStringPrefix")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            general_group_name: read::text(params, "GeneralGroupName"),
            pg_bouncer_port: read::text(params, "PGBouncerPort"),
            port: read::required_text(params, "Port")?,
        })
    }
}

/// What `AllocateInstancePublicConnection` answers.
#[derive(Default)]
pub struct AllocateInstancePublicConnectionResponse {
    pub connection_string: Option<String>,
    pub db_instance_name: Option<String>,
}

impl Message for AllocateInstancePublicConnectionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "DbInstanceName", &self.db_instance_name);
    }
}
