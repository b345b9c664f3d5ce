//! `ModifyDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstance` asks.
#[derive(Default)]
pub struct ModifyDBInstanceRequest {
    pub auto_use_coupon: Option<bool>,
    pub bursting_enabled: Option<bool>,
    pub category: Option<String>,
    pub cold_data_enabled: Option<bool>,
    pub db_instance_class: Option<String>,
    pub db_instance_id: String,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub db_nodes: Vec<DBNode>,
    pub direction: Option<String>,
    pub effective_time: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub parameter_group_id: Option<String>,
    pub parameters: Option<String>,
    pub promotion_code: Option<String>,
    pub resource_group_id: Option<String>,
    pub switch_time: Option<String>,
    pub target_minor_version: Option<String>,
}

impl Request for ModifyDBInstanceRequest {
    type Response = ModifyDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AutoUseCoupon", Shape::Boolean),
        Parameter::optional("BurstingEnabled", Shape::Boolean),
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("ColdDataEnabled", Shape::Boolean),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("DBNodes", Shape::Objects(&[
            Parameter::optional("NodeId", Shape::Text),
            Parameter::optional("Role", Shape::Text),
            Parameter::optional("VSwitchId", Shape::Text),
            Parameter::optional("ZoneId", Shape::Text),
        ])),
        Parameter::optional("Direction", Shape::Text),
        Parameter::optional("EffectiveTime", Shape::Text),
        Parameter::optional("IoAccelerationEnabled", Shape::Text),
        Parameter::optional("ParameterGroupId", Shape::Text),
        Parameter::optional("Parameters", Shape::Map),
        Parameter::optional("PromotionCode", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("SwitchTime", Shape::Text),
        Parameter::optional("TargetMinorVersion", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            auto_use_coupon: read::boolean(params, "AutoUseCoupon")?,
            bursting_enabled: read::boolean(params, "BurstingEnabled")?,
            category: read::text(params, "Category"),
            cold_data_enabled: read::boolean(params, "ColdDataEnabled")?,
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_storage: read::integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            db_nodes: read::elements(params, "DBNodes")?,
            direction: read::text(params, "Direction"),
            effective_time: read::text(params, "EffectiveTime"),
            io_acceleration_enabled: read::text(params, "IoAccelerationEnabled"),
            parameter_group_id: read::text(params, "ParameterGroupId"),
            parameters: read::json_map(params, "Parameters")?,
            promotion_code: read::text(params, "PromotionCode"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            switch_time: read::text(params, "SwitchTime"),
            target_minor_version: read::text(params, "TargetMinorVersion"),
        })
    }
}

/// One element of `DBNodes`.
#[derive(Default)]
pub struct DBNode {
    pub node_id: Option<String>,
    pub role: Option<String>,
    pub vswitch_id: Option<String>,
    pub zone_id: Option<String>,
}

impl Element for DBNode {
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {
        Ok(Self {
            node_id: read::text(row, "NodeId"),
            role: read::text(row, "Role"),
            vswitch_id: read::text(row, "VSwitchId"),
            zone_id: read::text(row, "ZoneId"),
        })
    }
}

/// What `ModifyDBInstance` answers.
#[derive(Default)]
pub struct ModifyDBInstanceResponse {
    pub db_instance_id: Option<String>,
    pub order_id: Option<i64>,
}

impl Message for ModifyDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "OrderId", &self.order_id);
    }
}
