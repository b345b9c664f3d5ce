//! `CloneDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CloneDBInstance` asks.
#[derive(Default)]
pub struct CloneDBInstanceRequest {
    pub auto_pay: Option<bool>,
    pub backup_id: Option<String>,
    pub backup_type: Option<String>,
    pub bpe_enabled: Option<String>,
    pub bursting_enabled: Option<bool>,
    pub category: Option<String>,
    pub client_token: Option<String>,
    pub custom_extra_info: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_description: Option<String>,
    pub db_instance_id: String,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub db_names: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub deletion_protection: Option<bool>,
    pub instance_network_type: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub pay_type: String,
    pub period: Option<String>,
    pub private_ip_address: Option<String>,
    pub region_id: Option<String>,
    pub restore_table: Option<String>,
    pub restore_time: Option<String>,
    pub serverless_config: Option<String>,
    pub table_meta: Option<String>,
    pub used_time: Option<i64>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
    pub zone_id: Option<String>,
    pub zone_id_slave1: Option<String>,
    pub zone_id_slave2: Option<String>,
    pub tag: Vec<TagParameter>,
}

impl Request for CloneDBInstanceRequest {
    type Response = CloneDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsCloneDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AutoPay", Shape::Boolean),
        Parameter::optional("BackupId", Shape::Text),
        Parameter::optional("BackupType", Shape::Text),
        Parameter::optional("BpeEnabled", Shape::Text),
        Parameter::optional("BurstingEnabled", Shape::Boolean),
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("CustomExtraInfo", Shape::Text),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::optional("DBInstanceDescription", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("DbNames", Shape::Text),
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("DeletionProtection", Shape::Boolean),
        Parameter::optional("InstanceNetworkType", Shape::Text),
        Parameter::optional("IoAccelerationEnabled", Shape::Text),
        Parameter::required("PayType", Shape::Text),
        Parameter::optional("Period", Shape::Text),
        Parameter::optional("PrivateIpAddress", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("RestoreTable", Shape::Text),
        Parameter::optional("RestoreTime", Shape::Text),
        Parameter::optional("ServerlessConfig", Shape::Map),
        Parameter::optional("TableMeta", Shape::Text),
        Parameter::optional("UsedTime", Shape::Integer),
        Parameter::optional("VPCId", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
        Parameter::optional("ZoneIdSlave1", Shape::Text),
        Parameter::optional("ZoneIdSlave2", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            auto_pay: read::boolean(params, "AutoPay")?,
            backup_id: read::text(params, "BackupId"),
            backup_type: read::text(params, "BackupType"),
            bpe_enabled: read::text(params, "BpeEnabled"),
            bursting_enabled: read::boolean(params, "BurstingEnabled")?,
            category: read::text(params, "Category"),
            client_token: read::text(params, "ClientToken"),
            custom_extra_info: read::text(params, "CustomExtraInfo"),
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_description: read::text(params, "DBInstanceDescription"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_storage: read::integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            db_names: read::text(params, "DbNames"),
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            deletion_protection: read::boolean(params, "DeletionProtection")?,
            instance_network_type: read::text(params, "InstanceNetworkType"),
            io_acceleration_enabled: read::text(params, "IoAccelerationEnabled"),
            pay_type: read::required_text(params, "PayType")?,
            period: read::text(params, "Period"),
            private_ip_address: read::text(params, "PrivateIpAddress"),
            region_id: read::text(params, "RegionId"),
            restore_table: read::text(params, "RestoreTable"),
            restore_time: read::text(params, "RestoreTime"),
            serverless_config: read::json_map(params, "ServerlessConfig")?,
            table_meta: read::text(params, "TableMeta"),
            used_time: read::integer(params, "UsedTime")?,
            vpc_id: read::text(params, "VPCId"),
            vswitch_id: read::text(params, "VSwitchId"),
            zone_id: read::text(params, "ZoneId"),
            zone_id_slave1: read::text(params, "ZoneIdSlave1"),
            zone_id_slave2: read::text(params, "ZoneIdSlave2"),
            tag: read::elements(params, "Tag")?,
        })
    }
}

/// What `CloneDBInstance` answers.
#[derive(Default)]
pub struct CloneDBInstanceResponse {
    pub db_instance_id: Option<String>,
    pub order_id: Option<String>,
}

impl Message for CloneDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "OrderId", &self.order_id);
    }
}
