//! `CreateBackup` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateBackup` asks.
#[derive(Default)]
pub struct CreateBackupRequest {
    pub backup_method: Option<String>,
    pub backup_retention_period: Option<i64>,
    pub backup_strategy: Option<String>,
    pub backup_type: Option<String>,
    pub db_instance_id: String,
    pub db_name: Option<String>,
}

impl Request for CreateBackupRequest {
    type Response = CreateBackupResponse;
    const OPERATION: Operation = Operation::RdsCreateBackup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupMethod", Shape::Text),
        Parameter::optional("BackupRetentionPeriod", Shape::Integer),
        Parameter::optional("BackupStrategy", Shape::Text),
        Parameter::optional("BackupType", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_method: read::text(params, "BackupMethod"),
            backup_retention_period: read::integer(params, "BackupRetentionPeriod")?,
            backup_strategy: read::text(params, "BackupStrategy"),
            backup_type: read::text(params, "BackupType"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::text(params, "DBName"),
        })
    }
}

/// What `CreateBackup` answers.
#[derive(Default)]
pub struct CreateBackupResponse {
    pub backup_job_id: Option<String>,
}

impl Message for CreateBackupResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BackupJobId", &self.backup_job_id);
    }
}
