//! `GetKmsInstance` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetKmsInstance` asks.
#[derive(Default)]
pub struct GetKmsInstanceRequest {
    pub kms_instance_id: String,
}

impl Request for GetKmsInstanceRequest {
    type Response = GetKmsInstanceResponse;
    const OPERATION: Operation = Operation::KmsGetKmsInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KmsInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            kms_instance_id: read::required_text(params, "KmsInstanceId")?,
        })
    }
}

/// What `GetKmsInstance` answers.
#[derive(Default)]
pub struct GetKmsInstanceResponse {
    pub kms_instance: Option<KmsInstance>,
}

impl Message for GetKmsInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "KmsInstance", &self.kms_instance);
    }
}

/// `KmsInstance` in the answer.
#[derive(Default)]
pub struct KmsInstance {
    pub bind_vpcs: Vec<BindVpc>,
    pub ca_certificate_chain_pem: Option<String>,
    pub charge_type: Option<String>,
    pub create_time: Option<String>,
    pub deletion_protection: Option<bool>,
    pub deletion_protection_description: Option<String>,
    pub end_date: Option<String>,
    pub instance_id: Option<String>,
    pub instance_name: Option<String>,
    pub key_num: Option<i64>,
    pub log: Option<i64>,
    pub log_storage: Option<i64>,
    pub product_type: Option<String>,
    pub product_version: Option<String>,
    pub sale_status: Option<String>,
    pub secret_num: Option<String>,
    pub spec: Option<i64>,
    pub start_date: Option<String>,
    pub status: Option<String>,
    pub vpc_id: Option<String>,
    pub vpc_num: Option<i64>,
    pub vswitch_ids: Vec<String>,
    pub zone_ids: Vec<String>,
}

impl Message for KmsInstance {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "BindVpcs", "BindVpc", &self.bind_vpcs);
        write::text(to, "CaCertificateChainPem", &self.ca_certificate_chain_pem);
        write::text(to, "ChargeType", &self.charge_type);
        write::text(to, "CreateTime", &self.create_time);
        write::boolean(to, "DeletionProtection", &self.deletion_protection);
        write::text(to, "DeletionProtectionDescription", &self.deletion_protection_description);
        write::text(to, "EndDate", &self.end_date);
        write::text(to, "InstanceId", &self.instance_id);
        write::text(to, "InstanceName", &self.instance_name);
        write::integer(to, "KeyNum", &self.key_num);
        write::integer(to, "Log", &self.log);
        write::integer(to, "LogStorage", &self.log_storage);
        write::text(to, "ProductType", &self.product_type);
        write::text(to, "ProductVersion", &self.product_version);
        write::text(to, "SaleStatus", &self.sale_status);
        write::text(to, "SecretNum", &self.secret_num);
        write::integer(to, "Spec", &self.spec);
        write::text(to, "StartDate", &self.start_date);
        write::text(to, "Status", &self.status);
        write::text(to, "VpcId", &self.vpc_id);
        write::integer(to, "VpcNum", &self.vpc_num);
        write::texts(to, "VswitchIds", &self.vswitch_ids);
        write::texts(to, "ZoneIds", &self.zone_ids);
    }
}

/// `BindVpc` in the answer.
#[derive(Default)]
pub struct BindVpc {
    pub region_id: Option<String>,
    pub vswitch_id: Option<String>,
    pub vpc_id: Option<String>,
    pub vpc_owner_id: Option<String>,
}

impl Message for BindVpc {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "VSwitchId", &self.vswitch_id);
        write::text(to, "VpcId", &self.vpc_id);
        write::text(to, "VpcOwnerId", &self.vpc_owner_id);
    }
}
