//! `ModifyAccountDescription` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyAccountDescription` asks.
#[derive(Default)]
pub struct ModifyAccountDescriptionRequest {
    pub account_description: String,
    pub account_name: String,
    pub db_instance_id: String,
}

impl Request for ModifyAccountDescriptionRequest {
    type Response = ModifyAccountDescriptionResponse;
    const OPERATION: Operation = Operation::RdsModifyAccountDescription;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountDescription", Shape::Text),
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_description: read::required_text(params, "AccountDescription")?,
            account_name: read::required_text(params, "AccountName")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `ModifyAccountDescription` answers.
#[derive(Default)]
pub struct ModifyAccountDescriptionResponse {}

impl Message for ModifyAccountDescriptionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
