//! `GrantAccountPrivilege` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GrantAccountPrivilege` asks.
#[derive(Default)]
pub struct GrantAccountPrivilegeRequest {
    pub account_name: String,
    pub account_privilege: String,
    pub db_instance_id: String,
    pub db_name: String,
}

impl Request for GrantAccountPrivilegeRequest {
    type Response = GrantAccountPrivilegeResponse;
    const OPERATION: Operation = Operation::RdsGrantAccountPrivilege;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("AccountPrivilege", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::required_text(params, "AccountName")?,
            account_privilege: read::required_text(params, "AccountPrivilege")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::required_text(params, "DBName")?,
        })
    }
}

/// What `GrantAccountPrivilege` answers.
#[derive(Default)]
pub struct GrantAccountPrivilegeResponse {}

impl Message for GrantAccountPrivilegeResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
