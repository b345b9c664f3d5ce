//! `StartDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `StartDBInstance` asks.
#[derive(Default)]
pub struct StartDBInstanceRequest {
    pub db_instance_id: String,
    pub db_instance_trans_type: Option<i64>,
    pub dedicated_host_group_id: Option<String>,
    pub effective_time: Option<String>,
    pub engine_version: Option<String>,
    pub region_id: Option<String>,
    pub specified_time: Option<String>,
    pub storage: Option<i64>,
    pub target_db_instance_class: Option<String>,
    pub target_dedicated_host_id_for_log: Option<String>,
    pub target_dedicated_host_id_for_master: Option<String>,
    pub target_dedicated_host_id_for_slave: Option<String>,
    pub vswitch_id: Option<String>,
    pub zone_id: Option<String>,
}

impl Request for StartDBInstanceRequest {
    type Response = StartDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsStartDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceTransType", Shape::Integer),
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("EffectiveTime", Shape::Text),
        Parameter::optional("EngineVersion", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("SpecifiedTime", Shape::Text),
        Parameter::optional("Storage", Shape::Integer),
        Parameter::optional("TargetDBInstanceClass", Shape::Text),
        Parameter::optional("TargetDedicatedHostIdForLog", Shape::Text),
        Parameter::optional("TargetDedicatedHostIdForMaster", Shape::Text),
        Parameter::optional("TargetDedicatedHostIdForSlave", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_trans_type: read::integer(params, "DBInstanceTransType")?,
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            effective_time: read::text(params, "EffectiveTime"),
            engine_version: read::text(params, "EngineVersion"),
            region_id: read::text(params, "RegionId"),
            specified_time: read::text(params, "SpecifiedTime"),
            storage: read::integer(params, "Storage")?,
            target_db_instance_class: read::text(params, "TargetDBInstanceClass"),
            target_dedicated_host_id_for_log: read::text(params, "TargetDedicatedHostIdForLog"),
            target_dedicated_host_id_for_master: read::text(params, "TargetDedicatedHostIdForMaster"),
            target_dedicated_host_id_for_slave: read::text(params, "TargetDedicatedHostIdForSlave"),
            vswitch_id: read::text(params, "VSwitchId"),
            zone_id: read::text(params, "ZoneId"),
        })
    }
}

/// What `StartDBInstance` answers.
#[derive(Default)]
pub struct StartDBInstanceResponse {
    pub migration_id: Option<i64>,
    pub task_id: Option<i64>,
}

impl Message for StartDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "MigrationId", &self.migration_id);
        write::integer(to, "TaskId", &self.task_id);
    }
}
