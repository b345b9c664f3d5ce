//! `CreateDdrInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateDdrInstance` asks.
#[derive(Default)]
pub struct CreateDdrInstanceRequest {
    pub backup_set_id: Option<String>,
    pub backup_set_region: Option<String>,
    pub client_token: Option<String>,
    pub connection_mode: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_description: Option<String>,
    pub db_instance_net_type: String,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub encryption_key: Option<String>,
    pub engine: String,
    pub engine_version: String,
    pub instance_network_type: Option<String>,
    pub pay_type: String,
    pub period: Option<String>,
    pub private_ip_address: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub restore_time: Option<String>,
    pub restore_type: String,
    pub role_arn: Option<String>,
    pub security_ip_list: String,
    pub source_db_instance_name: Option<String>,
    pub source_region: Option<String>,
    pub system_db_charset: Option<String>,
    pub used_time: Option<String>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
    pub zone_id: Option<String>,
}

impl Request for CreateDdrInstanceRequest {
    type Response = CreateDdrInstanceResponse;
    const OPERATION: Operation = Operation::RdsCreateDdrInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupSetId", Shape::Text),
        Parameter::optional("BackupSetRegion", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("ConnectionMode", Shape::Text),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::optional("DBInstanceDescription", Shape::Text),
        Parameter::required("DBInstanceNetType", Shape::Text),
        Parameter::optional("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("EncryptionKey", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("EngineVersion", Shape::Text),
        Parameter::optional("InstanceNetworkType", Shape::Text),
        Parameter::required("PayType", Shape::Text),
        Parameter::optional("Period", Shape::Text),
        Parameter::optional("PrivateIpAddress", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("RestoreTime", Shape::Text),
        Parameter::required("RestoreType", Shape::Text),
        Parameter::optional("RoleARN", Shape::Text),
        Parameter::required("SecurityIPList", Shape::Text),
        Parameter::optional("SourceDBInstanceName", Shape::Text),
        Parameter::optional("SourceRegion", Shape::Text),
        Parameter::optional("SystemDBCharset", Shape::Text),
        Parameter::optional("UsedTime", Shape::Text),
        Parameter::optional("VPCId", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_set_id: read::text(params, "BackupSetId"),
            backup_set_region: read::text(params, "BackupSetRegion"),
            client_token: read::text(params, "ClientToken"),
            connection_mode: read::text(params, "ConnectionMode"),
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_description: read::text(params, "DBInstanceDescription"),
            db_instance_net_type: read::required_text(params, "DBInstanceNetType")?,
            db_instance_storage: read::integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            encryption_key: read::text(params, "EncryptionKey"),
            engine: read::required_text(params, "Engine")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            instance_network_type: read::text(params, "InstanceNetworkType"),
            pay_type: read::required_text(params, "PayType")?,
            period: read::text(params, "Period"),
            private_ip_address: read::text(params, "PrivateIpAddress"),
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            restore_time: read::text(params, "RestoreTime"),
            restore_type: read::required_text(params, "RestoreType")?,
            role_arn: read::text(params, "RoleARN"),
            security_ip_list: read::required_text(params, "SecurityIPList")?,
            source_db_instance_name: read::text(params, "SourceDBInstanceName"),
            source_region: read::text(params, "SourceRegion"),
            system_db_charset: read::text(params, "SystemDBCharset"),
            used_time: read::text(params, "UsedTime"),
            vpc_id: read::text(params, "VPCId"),
            vswitch_id: read::text(params, "VSwitchId"),
            zone_id: read::text(params, "ZoneId"),
        })
    }
}

/// What `CreateDdrInstance` answers.
#[derive(Default)]
pub struct CreateDdrInstanceResponse {
    pub connection_string: Option<String>,
    pub db_instance_id: Option<String>,
    pub order_id: Option<String>,
    pub port: Option<String>,
}

impl Message for CreateDdrInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "OrderId", &self.order_id);
        write::text(to, "Port", &self.port);
    }
}
