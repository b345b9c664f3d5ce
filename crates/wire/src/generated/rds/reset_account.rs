//! `ResetAccount` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ResetAccount` asks.
#[derive(Default)]
pub struct ResetAccountRequest {
    pub account_name: String,
    pub account_password: SecretText,
    pub db_instance_id: String,
}

impl Request for ResetAccountRequest {
    type Response = ResetAccountResponse;
    const OPERATION: Operation = Operation::RdsResetAccount;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("AccountPassword", Shape::Secret),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::required_text(params, "AccountName")?,
            account_password: read::required_secret(params, "AccountPassword")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `ResetAccount` answers.
#[derive(Default)]
pub struct ResetAccountResponse {}

impl Message for ResetAccountResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
