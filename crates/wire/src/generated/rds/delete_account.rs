//! `DeleteAccount` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteAccount` asks.
#[derive(Default)]
pub struct DeleteAccountRequest {
    pub account_name: String,
    pub db_instance_id: String,
}

impl Request for DeleteAccountRequest {
    type Response = DeleteAccountResponse;
    const OPERATION: Operation = Operation::RdsDeleteAccount;
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

/// What `DeleteAccount` answers.
#[derive(Default)]
pub struct DeleteAccountResponse {}

impl Message for DeleteAccountResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
