//! `DescribeBackupTasks` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeBackupTasks` asks.
#[derive(Default)]
pub struct DescribeBackupTasksRequest {
    pub backup_job_id: Option<i64>,
    pub backup_job_status: Option<String>,
    pub backup_mode: Option<String>,
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub flag: Option<String>,
}

impl Request for DescribeBackupTasksRequest {
    type Response = DescribeBackupTasksResponse;
    const OPERATION: Operation = Operation::RdsDescribeBackupTasks;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupJobId", Shape::Integer),
        Parameter::optional("BackupJobStatus", Shape::Text),
        Parameter::optional("BackupMode", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("Flag", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_job_id: read::integer(params, "BackupJobId")?,
            backup_job_status: read::text(params, "BackupJobStatus"),
            backup_mode: read::text(params, "BackupMode"),
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            flag: read::text(params, "Flag"),
        })
    }
}

/// What `DescribeBackupTasks` answers.
#[derive(Default)]
pub struct DescribeBackupTasksResponse {
    pub items: Vec<BackupJob>,
}

impl Message for DescribeBackupTasksResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "BackupJob", &self.items);
    }
}

/// `BackupJob` in the answer.
#[derive(Default)]
pub struct BackupJob {
    pub backup_id: Option<String>,
    pub backup_job_id: Option<String>,
    pub backup_progress_status: Option<String>,
    pub backup_status: Option<String>,
    pub job_mode: Option<String>,
    pub process: Option<String>,
    pub task_action: Option<String>,
}

impl Message for BackupJob {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BackupId", &self.backup_id);
        write::text(to, "BackupJobId", &self.backup_job_id);
        write::text(to, "BackupProgressStatus", &self.backup_progress_status);
        write::text(to, "BackupStatus", &self.backup_status);
        write::text(to, "JobMode", &self.job_mode);
        write::text(to, "Process", &self.process);
        write::text(to, "TaskAction", &self.task_action);
    }
}
