//! `DescribeDBInstances` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstances` asks.
#[derive(Default)]
pub struct DescribeDBInstancesRequest {
    pub category: Option<String>,
    pub client_token: Option<String>,
    pub connection_mode: Option<String>,
    pub connection_string: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_status: Option<String>,
    pub db_instance_type: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub dedicated_host_id: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub expired: Option<String>,
    pub filter: Option<String>,
    pub instance_level: Option<i64>,
    pub instance_network_type: Option<String>,
    pub max_results: Option<i64>,
    pub next_token: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub pay_type: Option<String>,
    pub query_auto_renewal: Option<bool>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub search_key: Option<String>,
    pub tags: Option<String>,
    pub vswitch_id: Option<String>,
    pub vpc_id: Option<String>,
    pub zone_id: Option<String>,
    pub proxy_id: Option<String>,
}

impl Request for DescribeDBInstancesRequest {
    type Response = DescribeDBInstancesResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstances;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("ConnectionMode", Shape::Text),
        Parameter::optional("ConnectionString", Shape::Text),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceStatus", Shape::Text),
        Parameter::optional("DBInstanceType", Shape::Text),
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("DedicatedHostId", Shape::Text),
        Parameter::optional("Engine", Shape::Text),
        Parameter::optional("EngineVersion", Shape::Text),
        Parameter::optional("Expired", Shape::Text),
        Parameter::optional("Filter", Shape::Text),
        Parameter::optional("InstanceLevel", Shape::Integer),
        Parameter::optional("InstanceNetworkType", Shape::Text),
        Parameter::optional("MaxResults", Shape::Integer),
        Parameter::optional("NextToken", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("PayType", Shape::Text),
        Parameter::optional("QueryAutoRenewal", Shape::Boolean),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("SearchKey", Shape::Text),
        Parameter::optional("Tags", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::optional("VpcId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
        Parameter::optional("proxyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            category: read::text(params, "Category"),
            client_token: read::text(params, "ClientToken"),
            connection_mode: read::text(params, "ConnectionMode"),
            connection_string: read::text(params, "ConnectionString"),
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_id: read::text(params, "DBInstanceId"),
            db_instance_status: read::text(params, "DBInstanceStatus"),
            db_instance_type: read::text(params, "DBInstanceType"),
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            dedicated_host_id: read::text(params, "DedicatedHostId"),
            engine: read::text(params, "Engine"),
            engine_version: read::text(params, "EngineVersion"),
            expired: read::text(params, "Expired"),
            filter: read::text(params, "Filter"),
            instance_level: read::integer(params, "InstanceLevel")?,
            instance_network_type: read::text(params, "InstanceNetworkType"),
            max_results: read::integer(params, "MaxResults")?,
            next_token: read::text(params, "NextToken"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            pay_type: read::text(params, "PayType"),
            query_auto_renewal: read::boolean(params, "QueryAutoRenewal")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            search_key: read::text(params, "SearchKey"),
            tags: read::text(params, "Tags"),
            vswitch_id: read::text(params, "VSwitchId"),
            vpc_id: read::text(params, "VpcId"),
            zone_id: read::text(params, "ZoneId"),
            proxy_id: read::text(params, "proxyId"),
        })
    }
}

/// What `DescribeDBInstances` answers.
#[derive(Default)]
pub struct DescribeDBInstancesResponse {
    pub items: Vec<DBInstance>,
    pub next_token: Option<String>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeDBInstancesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "DBInstance", &self.items);
        write::text(to, "NextToken", &self.next_token);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `DBInstance` in the answer.
#[derive(Default)]
pub struct DBInstance {
    pub auto_renewal: Option<bool>,
    pub blue_green_deployment_name: Option<String>,
    pub blue_instance_name: Option<String>,
    pub bpe_enabled: Option<String>,
    pub bursting_enabled: Option<bool>,
    pub category: Option<String>,
    pub cold_data_enabled: Option<bool>,
    pub connection_mode: Option<String>,
    pub connection_string: Option<String>,
    pub create_time: Option<String>,
    pub db_instance_cpu: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_description: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_memory: Option<i64>,
    pub db_instance_net_type: Option<String>,
    pub db_instance_status: Option<String>,
    pub db_instance_storage_type: Option<String>,
    pub db_instance_type: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub dedicated_host_group_name: Option<String>,
    pub dedicated_host_id_for_log: Option<String>,
    pub dedicated_host_id_for_master: Option<String>,
    pub dedicated_host_id_for_slave: Option<String>,
    pub dedicated_host_name_for_log: Option<String>,
    pub dedicated_host_name_for_master: Option<String>,
    pub dedicated_host_name_for_slave: Option<String>,
    pub dedicated_host_zone_id_for_log: Option<String>,
    pub dedicated_host_zone_id_for_master: Option<String>,
    pub dedicated_host_zone_id_for_slave: Option<String>,
    pub deletion_protection: Option<bool>,
    pub destroy_time: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub expire_time: Option<String>,
    pub general_group_name: Option<String>,
    pub green_instance_name: Option<String>,
    pub guard_db_instance_id: Option<String>,
    pub instance_network_type: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub is_analytic_ins: Option<String>,
    pub is_analytic_read_only_ins: Option<bool>,
    pub lock_mode: Option<String>,
    pub lock_reason: Option<String>,
    pub master_instance_id: Option<String>,
    pub mutri_o_rsignle: Option<bool>,
    pub pay_type: Option<String>,
    pub read_only_db_instance_ids: Vec<ReadOnlyDBInstanceId>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub switch_weight: Option<i64>,
    pub temp_db_instance_id: Option<String>,
    pub tips: Option<String>,
    pub tips_level: Option<i64>,
    pub vswitch_id: Option<String>,
    pub vpc_cloud_instance_id: Option<String>,
    pub vpc_id: Option<String>,
    pub vpc_name: Option<String>,
    pub zone_id: Option<String>,
}

impl Message for DBInstance {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AutoRenewal", &self.auto_renewal);
        write::text(to, "BlueGreenDeploymentName", &self.blue_green_deployment_name);
        write::text(to, "BlueInstanceName", &self.blue_instance_name);
        write::text(to, "BpeEnabled", &self.bpe_enabled);
        write::boolean(to, "BurstingEnabled", &self.bursting_enabled);
        write::text(to, "Category", &self.category);
        write::boolean(to, "ColdDataEnabled", &self.cold_data_enabled);
        write::text(to, "ConnectionMode", &self.connection_mode);
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "DBInstanceCPU", &self.db_instance_cpu);
        write::text(to, "DBInstanceClass", &self.db_instance_class);
        write::text(to, "DBInstanceDescription", &self.db_instance_description);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "DBInstanceMemory", &self.db_instance_memory);
        write::text(to, "DBInstanceNetType", &self.db_instance_net_type);
        write::text(to, "DBInstanceStatus", &self.db_instance_status);
        write::text(to, "DBInstanceStorageType", &self.db_instance_storage_type);
        write::text(to, "DBInstanceType", &self.db_instance_type);
        write::text(to, "DedicatedHostGroupId", &self.dedicated_host_group_id);
        write::text(to, "DedicatedHostGroupName", &self.dedicated_host_group_name);
        write::text(to, "DedicatedHostIdForLog", &self.dedicated_host_id_for_log);
        write::text(to, "DedicatedHostIdForMaster", &self.dedicated_host_id_for_master);
        write::text(to, "DedicatedHostIdForSlave", &self.dedicated_host_id_for_slave);
        write::text(to, "DedicatedHostNameForLog", &self.dedicated_host_name_for_log);
        write::text(to, "DedicatedHostNameForMaster", &self.dedicated_host_name_for_master);
        write::text(to, "DedicatedHostNameForSlave", &self.dedicated_host_name_for_slave);
        write::text(to, "DedicatedHostZoneIdForLog", &self.dedicated_host_zone_id_for_log);
        write::text(to, "DedicatedHostZoneIdForMaster", &self.dedicated_host_zone_id_for_master);
        write::text(to, "DedicatedHostZoneIdForSlave", &self.dedicated_host_zone_id_for_slave);
        write::boolean(to, "DeletionProtection", &self.deletion_protection);
        write::text(to, "DestroyTime", &self.destroy_time);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::text(to, "ExpireTime", &self.expire_time);
        write::text(to, "GeneralGroupName", &self.general_group_name);
        write::text(to, "GreenInstanceName", &self.green_instance_name);
        write::text(to, "GuardDBInstanceId", &self.guard_db_instance_id);
        write::text(to, "InstanceNetworkType", &self.instance_network_type);
        write::text(to, "IoAccelerationEnabled", &self.io_acceleration_enabled);
        write::text(to, "IsAnalyticIns", &self.is_analytic_ins);
        write::boolean(to, "IsAnalyticReadOnlyIns", &self.is_analytic_read_only_ins);
        write::text(to, "LockMode", &self.lock_mode);
        write::text(to, "LockReason", &self.lock_reason);
        write::text(to, "MasterInstanceId", &self.master_instance_id);
        write::boolean(to, "MutriORsignle", &self.mutri_o_rsignle);
        write::text(to, "PayType", &self.pay_type);
        write::wrapped_list(to, "ReadOnlyDBInstanceIds", "ReadOnlyDBInstanceId", &self.read_only_db_instance_ids);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "ResourceGroupId", &self.resource_group_id);
        write::integer(to, "SwitchWeight", &self.switch_weight);
        write::text(to, "TempDBInstanceId", &self.temp_db_instance_id);
        write::text(to, "Tips", &self.tips);
        write::integer(to, "TipsLevel", &self.tips_level);
        write::text(to, "VSwitchId", &self.vswitch_id);
        write::text(to, "VpcCloudInstanceId", &self.vpc_cloud_instance_id);
        write::text(to, "VpcId", &self.vpc_id);
        write::text(to, "VpcName", &self.vpc_name);
        write::text(to, "ZoneId", &self.zone_id);
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
