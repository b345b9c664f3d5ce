//! `GrantOperatorPermission` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GrantOperatorPermission` asks.
#[derive(Default)]
pub struct GrantOperatorPermissionRequest {
    pub db_instance_id: String,
    pub expired_time: String,
    pub privileges: String,
}

impl Request for GrantOperatorPermissionRequest {
    type Response = GrantOperatorPermissionResponse;
    const OPERATION: Operation = Operation::RdsGrantOperatorPermission;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("ExpiredTime", Shape::Text),
        Parameter::required("Privileges", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            expired_time: read::required_text(params, "ExpiredTime")?,
            privileges: read::required_text(params, "Privileges")?,
        })
    }
}

/// What `GrantOperatorPermission` answers.
#[derive(Default)]
pub struct GrantOperatorPermissionResponse {}

impl Message for GrantOperatorPermissionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
