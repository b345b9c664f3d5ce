//! `DescribeDBInstanceAttribute` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceAttribute` asks.
#[derive(Default)]
pub struct DescribeDBInstanceAttributeRequest {
    pub db_instance_id: String,
    pub expired: Option<String>,
}

impl Request for DescribeDBInstanceAttributeRequest {
    type Response = DescribeDBInstanceAttributeResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceAttribute;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("Expired", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            expired: read::text(params, "Expired"),
        })
    }
}

/// What `DescribeDBInstanceAttribute` answers.
#[derive(Default)]
pub struct DescribeDBInstanceAttributeResponse {
    pub items: Vec<DBInstanceAttribute>,
}

impl Message for DescribeDBInstanceAttributeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "DBInstanceAttribute", &self.items);
    }
}

/// `DBInstanceAttribute` in the answer.
#[derive(Default)]
pub struct DBInstanceAttribute {
    pub account_max_quantity: Option<i64>,
    pub advanced_features: Option<String>,
    pub auto_upgrade_minor_version: Option<String>,
    pub availability_value: Option<String>,
    pub babelfish_config: Option<BabelfishConfig>,
    pub blue_green_deployment_name: Option<String>,
    pub blue_instance_name: Option<String>,
    pub bpe_enabled: Option<String>,
    pub bursting_enabled: Option<bool>,
    pub can_temp_upgrade: Option<bool>,
    pub category: Option<String>,
    pub cold_data_enabled: Option<bool>,
    pub collation: Option<String>,
    pub compression_mode: Option<String>,
    pub compression_ratio: Option<String>,
    pub compute_burst_enabled: Option<bool>,
    pub connection_mode: Option<String>,
    pub connection_string: Option<String>,
    pub console_version: Option<String>,
    pub creation_time: Option<String>,
    pub current_kernel_version: Option<String>,
    pub db_cluster_nodes: Vec<DBClusterNode>,
    pub db_instance_cpu: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_class_type: Option<String>,
    pub db_instance_description: Option<String>,
    pub db_instance_disk_used: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_memory: Option<i64>,
    pub db_instance_net_type: Option<String>,
    pub db_instance_status: Option<String>,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub db_instance_type: Option<String>,
    pub db_max_quantity: Option<i64>,
    pub dedicated_host_group_id: Option<String>,
    pub deletion_protection: Option<bool>,
    pub disaster_recovery_info: Option<String>,
    pub disaster_recovery_instances: Option<String>,
    pub dr_replica_info: Option<DrReplicaInfo>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub expire_time: Option<String>,
    pub extra: Option<Extra>,
    pub general_group_name: Option<String>,
    pub green_instance_name: Option<String>,
    pub guard_db_instance_id: Option<String>,
    pub ip_type: Option<String>,
    pub increment_source_db_instance_id: Option<String>,
    pub instance_network_type: Option<String>,
    pub instruction_set_arch: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub is_analytic_ins: Option<bool>,
    pub is_analytic_read_only_ins: Option<bool>,
    pub latest_kernel_version: Option<String>,
    pub lock_mode: Option<String>,
    pub lock_reason: Option<String>,
    pub maintain_time: Option<String>,
    pub master_instance_id: Option<String>,
    pub master_zone: Option<String>,
    pub max_connections: Option<i64>,
    pub max_iombps: Option<i64>,
    pub max_iops: Option<i64>,
    pub multiple_temp_upgrade: Option<bool>,
    pub node_performance: Option<String>,
    pub optimized_writes_info: Option<String>,
    pub pg_bouncer_enabled: Option<String>,
    pub pay_type: Option<String>,
    pub port: Option<String>,
    pub proxy_type: Option<i64>,
    pub read_only_db_instance_ids: Vec<ReadOnlyDBInstanceId>,
    pub read_only_status: Option<String>,
    pub readonly_instance_sql_delayed_time: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub security_ip_list: Option<String>,
    pub security_ip_mode: Option<String>,
    pub serverless_config: Option<ServerlessConfig>,
    pub slave_zones: Vec<SlaveZone>,
    pub super_permission_mode: Option<String>,
    pub support_compression: Option<bool>,
    pub temp_db_instance_id: Option<String>,
    pub temp_upgrade_time_end: Option<String>,
    pub temp_upgrade_time_start: Option<String>,
    pub time_zone: Option<String>,
    pub tips: Option<String>,
    pub tips_level: Option<i64>,
    pub vswitch_id: Option<String>,
    pub vector_support_status: Option<String>,
    pub vpc_cloud_instance_id: Option<String>,
    pub vpc_id: Option<String>,
    pub warm_standby_info: Option<WarmStandbyInfo>,
    pub zone_id: Option<String>,
    pub kind_code: Option<String>,
}

impl Message for DBInstanceAttribute {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "AccountMaxQuantity", &self.account_max_quantity);
        write::text(to, "AdvancedFeatures", &self.advanced_features);
        write::text(to, "AutoUpgradeMinorVersion", &self.auto_upgrade_minor_version);
        write::text(to, "AvailabilityValue", &self.availability_value);
        write::object(to, "BabelfishConfig", &self.babelfish_config);
        write::text(to, "BlueGreenDeploymentName", &self.blue_green_deployment_name);
        write::text(to, "BlueInstanceName", &self.blue_instance_name);
        write::text(to, "BpeEnabled", &self.bpe_enabled);
        write::boolean(to, "BurstingEnabled", &self.bursting_enabled);
        write::boolean(to, "CanTempUpgrade", &self.can_temp_upgrade);
        write::text(to, "Category", &self.category);
        write::boolean(to, "ColdDataEnabled", &self.cold_data_enabled);
        write::text(to, "Collation", &self.collation);
        write::text(to, "CompressionMode", &self.compression_mode);
        write::text(to, "CompressionRatio", &self.compression_ratio);
        write::boolean(to, "ComputeBurstEnabled", &self.compute_burst_enabled);
        write::text(to, "ConnectionMode", &self.connection_mode);
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "ConsoleVersion", &self.console_version);
        write::text(to, "CreationTime", &self.creation_time);
        write::text(to, "CurrentKernelVersion", &self.current_kernel_version);
        write::wrapped_list(to, "DBClusterNodes", "DBClusterNode", &self.db_cluster_nodes);
        write::text(to, "DBInstanceCPU", &self.db_instance_cpu);
        write::text(to, "DBInstanceClass", &self.db_instance_class);
        write::text(to, "DBInstanceClassType", &self.db_instance_class_type);
        write::text(to, "DBInstanceDescription", &self.db_instance_description);
        write::text(to, "DBInstanceDiskUsed", &self.db_instance_disk_used);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "DBInstanceMemory", &self.db_instance_memory);
        write::text(to, "DBInstanceNetType", &self.db_instance_net_type);
        write::text(to, "DBInstanceStatus", &self.db_instance_status);
        write::integer(to, "DBInstanceStorage", &self.db_instance_storage);
        write::text(to, "DBInstanceStorageType", &self.db_instance_storage_type);
        write::text(to, "DBInstanceType", &self.db_instance_type);
        write::integer(to, "DBMaxQuantity", &self.db_max_quantity);
        write::text(to, "DedicatedHostGroupId", &self.dedicated_host_group_id);
        write::boolean(to, "DeletionProtection", &self.deletion_protection);
        write::text(to, "DisasterRecoveryInfo", &self.disaster_recovery_info);
        write::text(to, "DisasterRecoveryInstances", &self.disaster_recovery_instances);
        write::object(to, "DrReplicaInfo", &self.dr_replica_info);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::text(to, "ExpireTime", &self.expire_time);
        write::object(to, "Extra", &self.extra);
        write::text(to, "GeneralGroupName", &self.general_group_name);
        write::text(to, "GreenInstanceName", &self.green_instance_name);
        write::text(to, "GuardDBInstanceId", &self.guard_db_instance_id);
        write::text(to, "IPType", &self.ip_type);
        write::text(to, "IncrementSourceDBInstanceId", &self.increment_source_db_instance_id);
        write::text(to, "InstanceNetworkType", &self.instance_network_type);
        write::text(to, "InstructionSetArch", &self.instruction_set_arch);
        write::text(to, "IoAccelerationEnabled", &self.io_acceleration_enabled);
        write::boolean(to, "IsAnalyticIns", &self.is_analytic_ins);
        write::boolean(to, "IsAnalyticReadOnlyIns", &self.is_analytic_read_only_ins);
        write::text(to, "LatestKernelVersion", &self.latest_kernel_version);
        write::text(to, "LockMode", &self.lock_mode);
        write::text(to, "LockReason", &self.lock_reason);
        write::text(to, "MaintainTime", &self.maintain_time);
        write::text(to, "MasterInstanceId", &self.master_instance_id);
        write::text(to, "MasterZone", &self.master_zone);
        write::integer(to, "MaxConnections", &self.max_connections);
        write::integer(to, "MaxIOMBPS", &self.max_iombps);
        write::integer(to, "MaxIOPS", &self.max_iops);
        write::boolean(to, "MultipleTempUpgrade", &self.multiple_temp_upgrade);
        write::text(to, "NodePerformance", &self.node_performance);
        write::text(to, "OptimizedWritesInfo", &self.optimized_writes_info);
        write::text(to, "PGBouncerEnabled", &self.pg_bouncer_enabled);
        write::text(to, "PayType", &self.pay_type);
        write::text(to, "Port", &self.port);
        write::integer(to, "ProxyType", &self.proxy_type);
        write::wrapped_list(to, "ReadOnlyDBInstanceIds", "ReadOnlyDBInstanceId", &self.read_only_db_instance_ids);
        write::text(to, "ReadOnlyStatus", &self.read_only_status);
        write::text(to, "ReadonlyInstanceSQLDelayedTime", &self.readonly_instance_sql_delayed_time);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "ResourceGroupId", &self.resource_group_id);
        write::text(to, "SecurityIPList", &self.security_ip_list);
        write::text(to, "SecurityIPMode", &self.security_ip_mode);
        write::object(to, "ServerlessConfig", &self.serverless_config);
        write::wrapped_list(to, "SlaveZones", "SlaveZone", &self.slave_zones);
        write::text(to, "SuperPermissionMode", &self.super_permission_mode);
        write::boolean(to, "SupportCompression", &self.support_compression);
        write::text(to, "TempDBInstanceId", &self.temp_db_instance_id);
        write::text(to, "TempUpgradeTimeEnd", &self.temp_upgrade_time_end);
        write::text(to, "TempUpgradeTimeStart", &self.temp_upgrade_time_start);
        write::text(to, "TimeZone", &self.time_zone);
        write::text(to, "Tips", &self.tips);
        write::integer(to, "TipsLevel", &self.tips_level);
        write::text(to, "VSwitchId", &self.vswitch_id);
        write::text(to, "VectorSupportStatus", &self.vector_support_status);
        write::text(to, "VpcCloudInstanceId", &self.vpc_cloud_instance_id);
        write::text(to, "VpcId", &self.vpc_id);
        write::object(to, "WarmStandbyInfo", &self.warm_standby_info);
        write::text(to, "ZoneId", &self.zone_id);
        write::text(to, "kindCode", &self.kind_code);
    }
}

/// `BabelfishConfig` in the answer.
#[derive(Default)]
pub struct BabelfishConfig {
    pub babelfish_enabled: Option<String>,
    pub migration_mode: Option<String>,
}

impl Message for BabelfishConfig {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BabelfishEnabled", &self.babelfish_enabled);
        write::text(to, "MigrationMode", &self.migration_mode);
    }
}

/// `DBClusterNode` in the answer.
#[derive(Default)]
pub struct DBClusterNode {
    pub class_code: Option<String>,
    pub class_type: Option<String>,
    pub cpu: Option<String>,
    pub disaster_recovery_node: Option<bool>,
    pub memory: Option<String>,
    pub node_id: Option<String>,
    pub node_region_id: Option<String>,
    pub node_role: Option<String>,
    pub node_zone_id: Option<String>,
    pub status: Option<String>,
}

impl Message for DBClusterNode {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ClassCode", &self.class_code);
        write::text(to, "ClassType", &self.class_type);
        write::text(to, "Cpu", &self.cpu);
        write::boolean(to, "DisasterRecoveryNode", &self.disaster_recovery_node);
        write::text(to, "Memory", &self.memory);
        write::text(to, "NodeId", &self.node_id);
        write::text(to, "NodeRegionId", &self.node_region_id);
        write::text(to, "NodeRole", &self.node_role);
        write::text(to, "NodeZoneId", &self.node_zone_id);
        write::text(to, "Status", &self.status);
    }
}

/// `DrReplicaInfo` in the answer.
#[derive(Default)]
pub struct DrReplicaInfo {
    pub ins_name: Option<String>,
    pub region: Option<String>,
    pub unit_code: Option<String>,
}

impl Message for DrReplicaInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "InsName", &self.ins_name);
        write::text(to, "Region", &self.region);
        write::text(to, "UnitCode", &self.unit_code);
    }
}

/// `Extra` in the answer.
#[derive(Default)]
pub struct Extra {
    pub account_security_policy: Option<String>,
    pub db_instance_ids: Vec<String>,
    pub recovery_model: Option<String>,
}

impl Message for Extra {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountSecurityPolicy", &self.account_security_policy);
        write::wrapped_texts(to, "DBInstanceIds", "DBInstanceId", &self.db_instance_ids);
        write::text(to, "RecoveryModel", &self.recovery_model);
    }
}

/// `ReadOnlyDBInstanceId` in the answer.
#[derive(Default)]
pub struct ReadOnlyDBInstanceId {
    pub db_instance_id: Option<String>,
}

impl Message for ReadOnlyDBInstanceId {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
    }
}

/// `ServerlessConfig` in the answer.
#[derive(Default)]
pub struct ServerlessConfig {
    pub auto_pause: Option<bool>,
    pub scale_max: Option<f64>,
    pub scale_min: Option<f64>,
    pub switch_force: Option<bool>,
}

impl Message for ServerlessConfig {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AutoPause", &self.auto_pause);
        write::number(to, "ScaleMax", &self.scale_max);
        write::number(to, "ScaleMin", &self.scale_min);
        write::boolean(to, "SwitchForce", &self.switch_force);
    }
}

/// `SlaveZone` in the answer.
#[derive(Default)]
pub struct SlaveZone {
    pub zone_id: Option<String>,
}

impl Message for SlaveZone {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ZoneId", &self.zone_id);
    }
}

/// `WarmStandbyInfo` in the answer.
#[derive(Default)]
pub struct WarmStandbyInfo {
    pub ins_name: Option<String>,
    pub region: Option<String>,
    pub unit_code: Option<String>,
}

impl Message for WarmStandbyInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "InsName", &self.ins_name);
        write::text(to, "Region", &self.region);
        write::text(to, "UnitCode", &self.unit_code);
    }
}
