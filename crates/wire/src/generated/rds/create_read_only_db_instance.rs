//! `CreateReadOnlyDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateReadOnlyDBInstance` asks.
#[derive(Default)]
pub struct CreateReadOnlyDBInstanceRequest {
    pub auto_create_proxy: Option<bool>,
    pub auto_pay: Option<bool>,
    pub auto_renew: Option<String>,
    pub auto_use_coupon: Option<bool>,
    pub bpe_enabled: Option<String>,
    pub bursting_enabled: Option<bool>,
    pub category: Option<String>,
    pub client_token: Option<String>,
    pub custom_extra_info: Option<String>,
    pub db_instance_class: String,
    pub db_instance_description: Option<String>,
    pub db_instance_id: String,
    pub db_instance_storage: i64,
    pub db_instance_storage_type: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub deletion_protection: Option<bool>,
    pub engine_version: String,
    pub gdn_instance_name: Option<String>,
    pub instance_network_type: Option<String>,
    pub instruction_set_arch: Option<String>,
    pub io_acceleration_enabled: Option<String>,
    pub is_analytic_read_only_ins: Option<bool>,
    pub pay_type: String,
    pub period: Option<String>,
    pub port: Option<String>,
    pub private_ip_address: Option<String>,
    pub promotion_code: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub target_dedicated_host_id_for_master: Option<String>,
    pub tddl_biz_type: Option<String>,
    pub tddl_region_config: Option<String>,
    pub used_time: Option<String>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
    pub zone_id: String,
}

impl Request for CreateReadOnlyDBInstanceRequest {
    type Response = CreateReadOnlyDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsCreateReadOnlyDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AutoCreateProxy", Shape::Boolean),
        Parameter::optional("AutoPay", Shape::Boolean),
        Parameter::optional("AutoRenew", Shape::Text),
        Parameter::optional("AutoUseCoupon", Shape::Boolean),
        Parameter::optional("BpeEnabled", Shape::Text),
        Parameter::optional("BurstingEnabled", Shape::Boolean),
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("CustomExtraInfo", Shape::Text),
        Parameter::required("DBInstanceClass", Shape::Text),
        Parameter::optional("DBInstanceDescription", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("DeletionProtection", Shape::Boolean),
        Parameter::required("EngineVersion", Shape::Text),
        Parameter::optional("GdnInstanceName", Shape::Text),
        Parameter::optional("InstanceNetworkType", Shape::Text),
        Parameter::optional("InstructionSetArch", Shape::Text),
        Parameter::optional("IoAccelerationEnabled", Shape::Text),
        Parameter::optional("IsAnalyticReadOnlyIns", Shape::Boolean),
        Parameter::required("PayType", Shape::Text),
        Parameter::optional("Period", Shape::Text),
        Parameter::optional("Port", Shape::Text),
        Parameter::optional("PrivateIpAddress", Shape::Text),
        Parameter::optional("PromotionCode", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("TargetDedicatedHostIdForMaster", Shape::Text),
        Parameter::optional("TddlBizType", Shape::Text),
        Parameter::optional("TddlRegionConfig", Shape::Text),
        Parameter::optional("UsedTime", Shape::Text),
        Parameter::optional("VPCId", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
        Parameter::required("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            auto_create_proxy: read::boolean(params, "AutoCreateProxy")?,
            auto_pay: read::boolean(params, "AutoPay")?,
            auto_renew: read::text(params, "AutoRenew"),
            auto_use_coupon: read::boolean(params, "AutoUseCoupon")?,
            bpe_enabled: read::text(params, "BpeEnabled"),
            bursting_enabled: read::boolean(params, "BurstingEnabled")?,
            category: read::text(params, "Category"),
            client_token: read::text(params, "ClientToken"),
            custom_extra_info: read::text(params, "CustomExtraInfo"),
            db_instance_class: read::required_text(params, "DBInstanceClass")?,
            db_instance_description: read::text(params, "DBInstanceDescription"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_storage: read::required_integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            deletion_protection: read::boolean(params, "DeletionProtection")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            gdn_instance_name: read::text(params, "GdnInstanceName"),
            instance_network_type: read::text(params, "InstanceNetworkType"),
            instruction_set_arch: read::text(params, "InstructionSetArch"),
            io_acceleration_enabled: read::text(params, "IoAccelerationEnabled"),
            is_analytic_read_only_ins: read::boolean(params, "IsAnalyticReadOnlyIns")?,
            pay_type: read::required_text(params, "PayType")?,
            period: read::text(params, "Period"),
            port: read::text(params, "Port"),
            private_ip_address: read::text(params, "PrivateIpAddress"),
            promotion_code: read::text(params, "PromotionCode"),
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            target_dedicated_host_id_for_master: read::text(params, "TargetDedicatedHostIdForMaster"),
            tddl_biz_type: read::text(params, "TddlBizType"),
            tddl_region_config: read::text(params, "TddlRegionConfig"),
            used_time: read::text(params, "UsedTime"),
            vpc_id: read::text(params, "VPCId"),
            vswitch_id: read::text(params, "VSwitchId"),
            zone_id: read::required_text(params, "ZoneId")?,
        })
    }
}

/// What `CreateReadOnlyDBInstance` answers.
#[derive(Default)]
pub struct CreateReadOnlyDBInstanceResponse {
    pub connection_string: Option<String>,
    pub db_instance_id: Option<String>,
    pub order_id: Option<String>,
    pub port: Option<String>,
}

impl Message for CreateReadOnlyDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "OrderId", &self.order_id);
        write::text(to, "Port", &self.port);
    }
}
