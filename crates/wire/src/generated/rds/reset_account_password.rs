//! `ResetAccountPassword` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ResetAccountPassword` asks.
#[derive(Default)]
pub struct ResetAccountPasswordRequest {
    pub account_name: String,
    pub account_password: SecretText,
    pub db_instance_id: String,
}

impl Request for ResetAccountPasswordRequest {
    type Response = ResetAccountPasswordResponse;
    const OPERATION: Operation = Operation::RdsResetAccountPassword;
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

/// What `ResetAccountPassword` answers.
#[derive(Default)]
pub struct ResetAccountPasswordResponse {}

impl Message for ResetAccountPasswordResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
