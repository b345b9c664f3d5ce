//! `MigrateToOtherZone` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `MigrateToOtherZone` asks.
#[derive(Default)]
pub struct MigrateToOtherZoneRequest {
    pub category: Option<String>,
    pub custom_extra_info: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_id: String,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub effective_time: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub is_modify_spec: Option<String>,
    pub switch_time: Option<String>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
    pub zone_id: String,
    pub zone_id_slave1: Option<String>,
    pub zone_id_slave2: Option<String>,
}

impl Request for MigrateToOtherZoneRequest {
    type Response = MigrateToOtherZoneResponse;
    const OPERATION: Operation = Operation::RdsMigrateToOtherZone;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("CustomExtraInfo", Shape::Text),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("EffectiveTime", Shape::Text),
        Parameter::optional("IoAccelerationEnabled", Shape::Text),
        Parameter::optional("IsModifySpec", Shape::Text),
        Parameter::optional("SwitchTime", Shape::Text),
        Parameter::optional("VPCId", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::required("ZoneId", Shape::Text),
        Parameter::optional("ZoneIdSlave1", Shape::Text),
        Parameter::optional("ZoneIdSlave2", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            category: read::text(params, "Category"),
            custom_extra_info: read::text(params, "CustomExtraInfo"),
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_storage: read::integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            effective_time: read::text(params, "EffectiveTime"),
            io_acceleration_enabled: read::text(params, "IoAccelerationEnabled"),
            is_modify_spec: read::text(params, "IsModifySpec"),
            switch_time: read::text(params, "SwitchTime"),
            vpc_id: read::text(params, "VPCId"),
            vswitch_id: read::text(params, "VSwitchId"),
            zone_id: read::required_text(params, "ZoneId")?,
            zone_id_slave1: read::text(params, "ZoneIdSlave1"),
            zone_id_slave2: read::text(params, "ZoneIdSlave2"),
        })
    }
}

/// What `MigrateToOtherZone` answers.
#[derive(Default)]
pub struct MigrateToOtherZoneResponse {
    pub db_instance_id: Option<String>,
    pub order_id: Option<i64>,
}

impl Message for MigrateToOtherZoneResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "OrderId", &self.order_id);
    }
}
