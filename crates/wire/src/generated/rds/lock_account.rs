//! `LockAccount` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `LockAccount` asks.
#[derive(Default)]
pub struct LockAccountRequest {
    pub account_name: String,
    pub db_instance_id: String,
}

impl Request for LockAccountRequest {
    type Response = LockAccountResponse;
    const OPERATION: Operation = Operation::RdsLockAccount;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::required_text(params, "AccountName")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `LockAccount` answers.
#[derive(Default)]
pub struct LockAccountResponse {}

impl Message for LockAccountResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
