//! `DeleteBackup` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteBackup` asks.
#[derive(Default)]
pub struct DeleteBackupRequest {
    pub backup_id: String,
    pub db_instance_id: String,
}

impl Request for DeleteBackupRequest {
    type Response = DeleteBackupResponse;
    const OPERATION: Operation = Operation::RdsDeleteBackup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("BackupId", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::required_text(params, "BackupId")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DeleteBackup` answers.
#[derive(Default)]
pub struct DeleteBackupResponse {}

impl Message for DeleteBackupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
