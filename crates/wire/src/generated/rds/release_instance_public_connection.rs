//! `ReleaseInstancePublicConnection` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ReleaseInstancePublicConnection` asks.
#[derive(Default)]
pub struct ReleaseInstancePublicConnectionRequest {
    pub current_connection_string: String,
    pub db_instance_id: String,
}

impl Request for ReleaseInstancePublicConnectionRequest {
    type Response = ReleaseInstancePublicConnectionResponse;
    const OPERATION: Operation = Operation::RdsReleaseInstancePublicConnection;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("CurrentConnectionString", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            current_connection_string: read::required_text(params, "CurrentConnectionString")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `ReleaseInstancePublicConnection` answers.
#[derive(Default)]
pub struct ReleaseInstancePublicConnectionResponse {}

impl Message for ReleaseInstancePublicConnectionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
