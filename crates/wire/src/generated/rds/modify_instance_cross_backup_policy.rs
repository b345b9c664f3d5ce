//! `ModifyInstanceCrossBackupPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyInstanceCrossBackupPolicy` asks.
#[derive(Default)]
pub struct ModifyInstanceCrossBackupPolicyRequest {
    pub backup_enabled: Option<String>,
    pub cross_backup_region: Option<String>,
    pub cross_backup_type: Option<String>,
    pub db_instance_id: String,
    pub log_backup_enabled: Option<String>,
    pub region_id: Option<String>,
    pub retent_type: Option<i64>,
    pub retention: Option<i64>,
}

impl Request for ModifyInstanceCrossBackupPolicyRequest {
    type Response = ModifyInstanceCrossBackupPolicyResponse;
    const OPERATION: Operation = Operation::RdsModifyInstanceCrossBackupPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupEnabled", Shape::Text),
        Parameter::optional("CrossBackupRegion", Shape::Text),
        Parameter::optional("CrossBackupType", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("LogBackupEnabled", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("RetentType", Shape::Integer),
        Parameter::optional("Retention", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_enabled: read::text(params, "BackupEnabled"),
            cross_backup_region: read::text(params, "CrossBackupRegion"),
            cross_backup_type: read::text(params, "CrossBackupType"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            log_backup_enabled: read::text(params, "LogBackupEnabled"),
            region_id: read::text(params, "RegionId"),
            retent_type: read::integer(params, "RetentType")?,
            retention: read::integer(params, "Retention")?,
        })
    }
}

/// What `ModifyInstanceCrossBackupPolicy` answers.
#[derive(Default)]
pub struct ModifyInstanceCrossBackupPolicyResponse {
    pub backup_enabled: Option<String>,
    pub cross_backup_region: Option<String>,
    pub cross_backup_type: Option<String>,
    pub db_instance_id: Option<String>,
    pub log_backup_enabled: Option<String>,
    pub region_id: Option<String>,
    pub retent_type: Option<i64>,
    pub retention: Option<i64>,
}

impl Message for ModifyInstanceCrossBackupPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BackupEnabled", &self.backup_enabled);
        write::text(to, "CrossBackupRegion", &self.cross_backup_region);
        write::text(to, "CrossBackupType", &self.cross_backup_type);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "LogBackupEnabled", &self.log_backup_enabled);
        write::text(to, "RegionId", &self.region_id);
        write::integer(to, "RetentType", &self.retent_type);
        write::integer(to, "Retention", &self.retention);
    }
}
