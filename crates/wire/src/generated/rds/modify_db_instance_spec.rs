//! `ModifyDBInstanceSpec` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceSpec` asks.
#[derive(Default)]
pub struct ModifyDBInstanceSpecRequest {
    pub allocate_strategy: Option<String>,
    pub allow_major_version_upgrade: Option<bool>,
    pub auto_use_coupon: Option<bool>,
    pub bursting_enabled: Option<bool>,
    pub category: Option<String>,
    pub cold_data_enabled: Option<bool>,
    pub compression_mode: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_id: String,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub direction: Option<String>,
    pub effective_time: Option<String>,
    pub engine_version: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub optimized_writes: Option<String>,
    pub pay_type: Option<String>,
    pub promotion_code: Option<String>,
    pub read_only_db_instance_class: Option<String>,
    pub resource_group_id: Option<String>,
    pub serverless_configuration: Option<String>,
    pub source_biz: Option<String>,
    pub switch_time: Option<String>,
    pub target_minor_version: Option<String>,
    pub used_time: Option<i64>,
    pub vswitch_id: Option<String>,
    pub zone_id: Option<String>,
    pub zone_id_slave1: Option<String>,
}

impl Request for ModifyDBInstanceSpecRequest {
    type Response = ModifyDBInstanceSpecResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceSpec;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AllocateStrategy", Shape::Text),
        Parameter::optional("AllowMajorVersionUpgrade", Shape::Boolean),
        Parameter::optional("AutoUseCoupon", Shape::Boolean),
        Parameter::optional("BurstingEnabled", Shape::Boolean),
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("ColdDataEnabled", Shape::Boolean),
        Parameter::optional("CompressionMode", Shape::Text),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("Direction", Shape::Text),
        Parameter::optional("EffectiveTime", Shape::Text),
        Parameter::optional("EngineVersion", Shape::Text),
        Parameter::optional("IoAccelerationEnabled", Shape::Text),
        Parameter::optional("OptimizedWrites", Shape::Text),
        Parameter::optional("PayType", Shape::Text),
        Parameter::optional("PromotionCode", Shape::Text),
        Parameter::optional("ReadOnlyDBInstanceClass", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("ServerlessConfiguration", Shape::Map),
        Parameter::optional("SourceBiz", Shape::Text),
        Parameter::optional("SwitchTime", Shape::Text),
        Parameter::optional("TargetMinorVersion", Shape::Text),
        Parameter::optional("UsedTime", Shape::Integer),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
        Parameter::optional("ZoneIdSlave1", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            allocate_strategy: read::text(params, "AllocateStrategy"),
            allow_major_version_upgrade: read::boolean(params, "AllowMajorVersionUpgrade")?,
            auto_use_coupon: read::boolean(params, "AutoUseCoupon")?,
            bursting_enabled: read::boolean(params, "BurstingEnabled")?,
            category: read::text(params, "Category"),
            cold_data_enabled: read::boolean(params, "ColdDataEnabled")?,
            compression_mode: read::text(params, "CompressionMode"),
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_storage: read::integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            direction: read::text(params, "Direction"),
            effective_time: read::text(params, "EffectiveTime"),
            engine_version: read::text(params, "EngineVersion"),
            io_acceleration_enabled: read::text(params, "IoAccelerationEnabled"),
            optimized_writes: read::text(params, "OptimizedWrites"),
            pay_type: read::text(params, "PayType"),
            promotion_code: read::text(params, "PromotionCode"),
            read_only_db_instance_class: read::text(params, "ReadOnlyDBInstanceClass"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            serverless_configuration: read::json_map(params, "ServerlessConfiguration")?,
            source_biz: read::text(params, "SourceBiz"),
            switch_time: read::text(params, "SwitchTime"),
            target_minor_version: read::text(params, "TargetMinorVersion"),
            used_time: read::integer(params, "UsedTime")?,
            vswitch_id: read::text(params, "VSwitchId"),
            zone_id: read::text(params, "ZoneId"),
            zone_id_slave1: read::text(params, "ZoneIdSlave1"),
        })
    }
}

/// What `ModifyDBInstanceSpec` answers.
#[derive(Default)]
pub struct ModifyDBInstanceSpecResponse {
    pub db_instance_id: Option<String>,
    pub order_id: Option<i64>,
}

impl Message for ModifyDBInstanceSpecResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "OrderId", &self.order_id);
    }
}
