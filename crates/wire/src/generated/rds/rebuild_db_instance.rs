//! `RebuildDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RebuildDBInstance` asks.
#[derive(Default)]
pub struct RebuildDBInstanceRequest {
    pub db_instance_id: String,
    pub dedicated_host_group_id: String,
    pub dedicated_host_id: Option<String>,
    pub rebuild_node_type: Option<String>,
    pub region_id: Option<String>,
}

impl Request for RebuildDBInstanceRequest {
    type Response = RebuildDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsRebuildDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("DedicatedHostId", Shape::Text),
        Parameter::optional("RebuildNodeType", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            dedicated_host_group_id: read::required_text(params, "DedicatedHostGroupId")?,
            dedicated_host_id: read::text(params, "DedicatedHostId"),
            rebuild_node_type: read::text(params, "RebuildNodeType"),
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `RebuildDBInstance` answers.
#[derive(Default)]
pub struct RebuildDBInstanceResponse {
    pub migration_id: Option<i64>,
    pub task_id: Option<i64>,
}

impl Message for RebuildDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "MigrationId", &self.migration_id);
        write::integer(to, "TaskId", &self.task_id);
    }
}
