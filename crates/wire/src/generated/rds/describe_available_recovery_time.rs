//! `DescribeAvailableRecoveryTime` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAvailableRecoveryTime` asks.
#[derive(Default)]
pub struct DescribeAvailableRecoveryTimeRequest {
    pub cross_backup_id: i64,
    pub db_instance_id: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeAvailableRecoveryTimeRequest {
    type Response = DescribeAvailableRecoveryTimeResponse;
    const OPERATION: Operation = Operation::RdsDescribeAvailableRecoveryTime;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("CrossBackupId", Shape::Integer),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            cross_backup_id: read::required_integer(params, "CrossBackupId")?,
            db_instance_id: read::text(params, "DBInstanceId"),
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeAvailableRecoveryTime` answers.
#[derive(Default)]
pub struct DescribeAvailableRecoveryTimeResponse {
    pub cross_backup_id: Option<i64>,
    pub recovery_begin_time: Option<String>,
    pub recovery_end_time: Option<String>,
    pub region_id: Option<String>,
}

impl Message for DescribeAvailableRecoveryTimeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "CrossBackupId", &self.cross_backup_id);
        write::text(to, "RecoveryBeginTime", &self.recovery_begin_time);
        write::text(to, "RecoveryEndTime", &self.recovery_end_time);
        write::text(to, "RegionId", &self.region_id);
    }
}
