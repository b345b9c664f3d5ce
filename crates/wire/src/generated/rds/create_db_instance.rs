//! `CreateDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateDBInstance` asks.
#[derive(Default)]
pub struct CreateDBInstanceRequest {
    pub amount: Option<i64>,
    pub auto_create_proxy: Option<bool>,
    pub auto_pay: Option<bool>,
    pub auto_renew: Option<String>,
    pub auto_use_coupon: Option<bool>,
    pub babelfish_config: Option<String>,
    pub bpe_enabled: Option<String>,
    pub bursting_enabled: Option<bool>,
    pub business_info: Option<String>,
    pub category: Option<String>,
    pub client_token: Option<String>,
    pub cold_data_enabled: Option<bool>,
    pub connection_mode: Option<String>,
    pub connection_string: Option<String>,
    pub create_strategy: Option<String>,
    pub custom_extra_info: Option<String>,
    pub db_instance_class: String,
    pub db_instance_description: Option<String>,
    pub db_instance_net_type: String,
    pub db_instance_storage: i64,
    pub db_instance_storage_type: Option<String>,
    pub db_is_ignore_case: Option<String>,
    pub db_param_group_id: Option<String>,
    pub db_time_zone: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub deletion_protection: Option<bool>,
    pub dry_run: Option<bool>,
    pub encryption_key: Option<String>,
    pub engine: String,
    pub engine_version: String,
    pub external_replication: Option<bool>,
    pub instance_network_type: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub optimized_writes: Option<String>,
    pub pay_type: String,
    pub period: Option<String>,
    pub port: Option<String>,
    pub private_ip_address: Option<String>,
    pub promotion_code: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub role_arn: Option<String>,
    pub security_ip_list: String,
    pub serverless_config: Option<String>,
    pub storage_auto_scale: Option<String>,
    pub storage_threshold: Option<i64>,
    pub storage_upper_bound: Option<i64>,
    pub system_db_charset: Option<String>,
    pub tag: Vec<TagParameter>,
    pub target_dedicated_host_id_for_log: Option<String>,
    pub target_dedicated_host_id_for_master: Option<String>,
    pub target_dedicated_host_id_for_slave: Option<String>,
    pub target_minor_version: Option<String>,
    pub used_time: Option<String>,
    pub user_backup_id: Option<String>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
    pub whitelist_template_list: Option<String>,
    pub zone_id: Option<String>,
    pub zone_id_slave1: Option<String>,
    pub zone_id_slave2: Option<String>,
    pub auto_upgrade_minor_version: Option<String>,
}

impl Request for CreateDBInstanceRequest {
    type Response = CreateDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsCreateDBInstance;

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            amount: read::integer(params, "Amount")?,
            auto_create_proxy: read::boolean(params, "AutoCreateProxy")?,
            auto_pay: read::boolean(params, "AutoPay")?,
            auto_renew: read::text(params, "AutoRenew"),
            auto_use_coupon: read::boolean(params, "AutoUseCoupon")?,
            babelfish_config: read::text(params, "BabelfishConfig"),
            bpe_enabled: read::text(params, "BpeEnabled"),
            bursting_enabled: read::boolean(params, "BurstingEnabled")?,
            business_info: read::text(params, "BusinessInfo"),
            category: read::text(params, "Category"),
            client_token: read::text(params, "ClientToken"),
            cold_data_enabled: read::boolean(params, "ColdDataEnabled")?,
            connection_mode: read::text(params, "ConnectionMode"),
            connection_string: read::text(params, "ConnectionString"),
            create_strategy: read::text(params, "CreateStrategy"),
            custom_extra_info: read::text(params, "CustomExtraInfo"),
            db_instance_class: read::required_text(params, "DBInstanceClass")?,
            db_instance_description: read::text(params, "DBInstanceDescription"),
            db_instance_net_type: read::required_text(params, "DBInstanceNetType")?,
            db_instance_storage: read::required_integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            db_is_ignore_case: read::text(params, "DBIsIgnoreCase"),
            db_param_group_id: read::text(params, "DBParamGroupId"),
            db_time_zone: read::text(params, "DBTimeZone"),
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            deletion_protection: read::boolean(params, "DeletionProtection")?,
            dry_run: read::boolean(params, "DryRun")?,
            encryption_key: read::text(params, "EncryptionKey"),
            engine: read::required_text(params, "Engine")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            external_replication: read::boolean(params, "ExternalReplication")?,
            instance_network_type: read::text(params, "InstanceNetworkType"),
            io_acceleration_enabled: read::text(params, "IoAccelerationEnabled"),
            optimized_writes: read::text(params, "OptimizedWrites"),
            pay_type: read::required_text(params, "PayType")?,
            period: read::text(params, "Period"),
            port: read::text(params, "Port"),
            private_ip_address: read::text(params, "PrivateIpAddress"),
            promotion_code: read::text(params, "PromotionCode"),
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            role_arn: read::text(params, "RoleARN"),
            security_ip_list: read::required_text(params, "SecurityIPList")?,
            serverless_config: read::json_map(params, "ServerlessConfig")?,
            storage_auto_scale: read::text(params, "StorageAutoScale"),
            storage_threshold: read::integer(params, "StorageThreshold")?,
            storage_upper_bound: read::integer(params, "StorageUpperBound")?,
            system_db_charset: read::text(params, "SystemDBCharset"),
            tag: read::elements(params, "Tag")?,
            target_dedicated_host_id_for_log: read::text(params, "TargetDedicatedHostIdForLog"),
            target_dedicated_host_id_for_master: read::text(params, "TargetDedicatedHostIdForMaster"),
            target_dedicated_host_id_for_slave: read::text(params, "TargetDedicatedHostIdForSlave"),
            target_minor_version: read::text(params, "TargetMinorVersion"),
            used_time: read::text(params, "UsedTime"),
            user_backup_id: read::text(params, "UserBackupId"),
            vpc_id: read::text(params, "VPCId"),
            vswitch_id: read::text(params, "VSwitchId"),
            whitelist_template_list: read::text(params, "WhitelistTemplateList"),
            zone_id: read::text(params, "ZoneId"),
            zone_id_slave1: read::text(params, "ZoneIdSlave1"),
            zone_id_slave2: read::text(params, "ZoneIdSlave2"),
            auto_upgrade_minor_version: read::text(params, "AutoUpgradeMinorVersion"),
        })
    }
}

/// What `CreateDBInstance` answers.
#[derive(Default)]
pub struct CreateDBInstanceResponse {
    pub connection_string: Option<String>,
    pub db_instance_id: Option<String>,
    pub dry_run: Option<bool>,
    pub dry_run_result: Option<bool>,
    pub message: Option<String>,
    pub order_id: Option<String>,
    pub port: Option<String>,
    pub tag_result: Option<bool>,
    pub task_id: Option<String>,
}

impl Message for CreateDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::boolean(to, "DryRun", &self.dry_run);
        write::boolean(to, "DryRunResult", &self.dry_run_result);
        write::text(to, "Message", &self.message);
        write::text(to, "OrderId", &self.order_id);
        write::text(to, "Port", &self.port);
        write::boolean(to, "TagResult", &self.tag_result);
        write::text(to, "TaskId", &self.task_id);
    }
}
