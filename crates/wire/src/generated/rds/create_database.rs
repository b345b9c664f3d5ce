//! `CreateDatabase` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateDatabase` asks.
#[derive(Default)]
pub struct CreateDatabaseRequest {
    pub character_set_name: String,
    pub db_description: Option<String>,
    pub db_instance_id: String,
    pub db_name: String,
    pub account_name: Option<String>,
    pub account_privilege: Option<String>,
    pub collation_name: Option<String>,
}

impl Request for CreateDatabaseRequest {
    type Response = CreateDatabaseResponse;
    const OPERATION: Operation = Operation::RdsCreateDatabase;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("CharacterSetName", Shape::Text),
        Parameter::optional("DBDescription", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBName", Shape::Text),
        Parameter::optional("AccountName", Shape::Text),
        Parameter::optional("AccountPrivilege", Shape::Text),
        Parameter::optional("CollationName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            character_set_name: read::required_text(params, "CharacterSetName")?,
            db_description: read::text(params, "DBDescription"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::required_text(params, "DBName")?,
            account_name: read::text(params, "AccountName"),
            account_privilege: read::text(params, "AccountPrivilege"),
            collation_name: read::text(params, "CollationName"),
        })
    }
}

/// What `CreateDatabase` answers.
#[derive(Default)]
pub struct CreateDatabaseResponse {}

impl Message for CreateDatabaseResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
