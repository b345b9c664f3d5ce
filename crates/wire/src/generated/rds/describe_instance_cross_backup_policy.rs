//! `DescribeInstanceCrossBackupPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeInstanceCrossBackupPolicy` asks.
#[derive(Default)]
pub struct DescribeInstanceCrossBackupPolicyRequest {
    pub db_instance_id: String,
    pub region_id: Option<String>,
}

impl Request for DescribeInstanceCrossBackupPolicyRequest {
    type Response = DescribeInstanceCrossBackupPolicyResponse;
    const OPERATION: Operation = Operation::RdsDescribeInstanceCrossBackupPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DescribeInstanceCrossBackupPolicy` answers.
#[derive(Default)]
pub struct DescribeInstanceCrossBackupPolicyResponse {
    pub backup_enabled: Option<String>,
    pub backup_enabled_time: Option<String>,
    pub cross_backup_region: Option<String>,
    pub cross_backup_type: Option<String>,
    pub db_instance_description: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_status: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub lock_mode: Option<String>,
    pub log_backup_enabled: Option<String>,
    pub log_backup_enabled_time: Option<String>,
    pub region_id: Option<String>,
    pub retent_type: Option<i64>,
    pub retention: Option<i64>,
}

impl Message for DescribeInstanceCrossBackupPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BackupEnabled", &self.backup_enabled);
        write::text(to, "BackupEnabledTime", &self.backup_enabled_time);
        write::text(to, "CrossBackupRegion", &self.cross_backup_region);
        write::text(to, "CrossBackupType", &self.cross_backup_type);
        write::text(to, "DBInstanceDescription", &self.db_instance_description);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "DBInstanceStatus", &self.db_instance_status);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::text(to, "LockMode", &self.lock_mode);
        write::text(to, "LogBackupEnabled", &self.log_backup_enabled);
        write::text(to, "LogBackupEnabledTime", &self.log_backup_enabled_time);
        write::text(to, "RegionId", &self.region_id);
        write::integer(to, "RetentType", &self.retent_type);
        write::integer(to, "Retention", &self.retention);
    }
}
