//! `CheckAccountNameAvailable` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckAccountNameAvailable` asks.
#[derive(Default)]
pub struct CheckAccountNameAvailableRequest {
    pub account_name: String,
    pub client_token: Option<String>,
    pub db_instance_id: String,
}

impl Request for CheckAccountNameAvailableRequest {
    type Response = CheckAccountNameAvailableResponse;
    const OPERATION: Operation = Operation::RdsCheckAccountNameAvailable;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountName", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::required_text(params, "AccountName")?,
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `CheckAccountNameAvailable` answers.
#[derive(Default)]
pub struct CheckAccountNameAvailableResponse {
    pub resource_group_id: Option<String>,
}

impl Message for CheckAccountNameAvailableResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ResourceGroupId", &self.resource_group_id);
    }
}
