//! `CreateAccount` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateAccount` asks.
#[derive(Default)]
pub struct CreateAccountRequest {
    pub account_description: Option<String>,
    pub account_name: String,
    pub account_password: SecretText,
    pub account_type: Option<String>,
    pub check_policy: Option<bool>,
    pub db_instance_id: String,
}

impl Request for CreateAccountRequest {
    type Response = CreateAccountResponse;
    const OPERATION: Operation = Operation::RdsCreateAccount;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AccountDescription", Shape::Text),
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("AccountPassword", Shape::Secret),
        Parameter::optional("AccountType", Shape::Text),
        Parameter::optional("CheckPolicy", Shape::Boolean),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_description: read::text(params, "AccountDescription"),
            account_name: read::required_text(params, "AccountName")?,
            account_password: read::required_secret(params, "AccountPassword")?,
            account_type: read::text(params, "AccountType"),
            check_policy: read::boolean(params, "CheckPolicy")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `CreateAccount` answers.
#[derive(Default)]
pub struct CreateAccountResponse {}

impl Message for CreateAccountResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
