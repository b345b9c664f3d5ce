//! `CreateTempDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateTempDBInstance` asks.
#[derive(Default)]
pub struct CreateTempDBInstanceRequest {
    pub backup_id: Option<i64>,
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
    pub restore_time: Option<String>,
}

impl Request for CreateTempDBInstanceRequest {
    type Response = CreateTempDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsCreateTempDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupId", Shape::Integer),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("RestoreTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::integer(params, "BackupId")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
            restore_time: read::text(params, "RestoreTime"),
        })
    }
}

/// What `CreateTempDBInstance` answers.
#[derive(Default)]
pub struct CreateTempDBInstanceResponse {
    pub temp_db_instance_id: Option<String>,
}

impl Message for CreateTempDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TempDBInstanceId", &self.temp_db_instance_id);
    }
}
