//! `RevokeOperatorPermission` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RevokeOperatorPermission` asks.
#[derive(Default)]
pub struct RevokeOperatorPermissionRequest {
    pub db_instance_id: String,
}

impl Request for RevokeOperatorPermissionRequest {
    type Response = RevokeOperatorPermissionResponse;
    const OPERATION: Operation = Operation::RdsRevokeOperatorPermission;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `RevokeOperatorPermission` answers.
#[derive(Default)]
pub struct RevokeOperatorPermissionResponse {}

impl Message for RevokeOperatorPermissionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
