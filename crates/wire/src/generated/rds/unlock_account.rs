//! `UnlockAccount` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UnlockAccount` asks.
#[derive(Default)]
pub struct UnlockAccountRequest {
    pub account_name: String,
    pub db_instance_id: String,
}

impl Request for UnlockAccountRequest {
    type Response = UnlockAccountResponse;
    const OPERATION: Operation = Operation::RdsUnlockAccount;
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

/// What `UnlockAccount` answers.
#[derive(Default)]
pub struct UnlockAccountResponse {}

impl Message for UnlockAccountResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
