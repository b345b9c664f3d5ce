//! `RestoreTable` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RestoreTable` asks.
#[derive(Default)]
pub struct RestoreTableRequest {
    pub backup_id: Option<String>,
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub instant_recovery: Option<bool>,
    pub restore_time: Option<String>,
    pub table_meta: String,
}

impl Request for RestoreTableRequest {
    type Response = RestoreTableResponse;
    const OPERATION: Operation = Operation::RdsRestoreTable;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupId", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("InstantRecovery", Shape::Boolean),
        Parameter::optional("RestoreTime", Shape::Text),
        Parameter::required("TableMeta", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::text(params, "BackupId"),
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            instant_recovery: read::boolean(params, "InstantRecovery")?,
            restore_time: read::text(params, "RestoreTime"),
            table_meta: read::required_text(params, "TableMeta")?,
        })
    }
}

/// What `RestoreTable` answers.
#[derive(Default)]
pub struct RestoreTableResponse {}

impl Message for RestoreTableResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
