//! `RevokeAccountPrivilege` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RevokeAccountPrivilege` asks.
#[derive(Default)]
pub struct RevokeAccountPrivilegeRequest {
    pub account_name: String,
    pub db_instance_id: String,
    pub db_name: String,
}

impl Request for RevokeAccountPrivilegeRequest {
    type Response = RevokeAccountPrivilegeResponse;
    const OPERATION: Operation = Operation::RdsRevokeAccountPrivilege;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::required_text(params, "AccountName")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::required_text(params, "DBName")?,
        })
    }
}

/// What `RevokeAccountPrivilege` answers.
#[derive(Default)]
pub struct RevokeAccountPrivilegeResponse {}

impl Message for RevokeAccountPrivilegeResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
