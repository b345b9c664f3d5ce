//! `DescribeDBInstanceEncryptionKey` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceEncryptionKey` asks.
#[derive(Default)]
pub struct DescribeDBInstanceEncryptionKeyRequest {
    pub db_instance_id: Option<String>,
    pub encryption_key: Option<String>,
    pub region_id: Option<String>,
    pub target_region_id: Option<String>,
}

impl Request for DescribeDBInstanceEncryptionKeyRequest {
    type Response = DescribeDBInstanceEncryptionKeyResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceEncryptionKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("EncryptionKey", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("TargetRegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::text(params, "DBInstanceId"),
            encryption_key: read::text(params, "EncryptionKey"),
            region_id: read::text(params, "RegionId"),
            target_region_id: read::text(params, "TargetRegionId"),
        })
    }
}

/// What `DescribeDBInstanceEncryptionKey` answers.
#[derive(Default)]
pub struct DescribeDBInstanceEncryptionKeyResponse {
    pub creator: Option<String>,
    pub delete_date: Option<String>,
    pub description: Option<String>,
    pub encryption_key: Option<String>,
    pub encryption_key_list: Vec<EncryptionKeyList>,
    pub encryption_key_status: Option<String>,
    pub key_usage: Option<String>,
    pub material_expire_time: Option<String>,
    pub origin: Option<String>,
}

impl Message for DescribeDBInstanceEncryptionKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Creator", &self.creator);
        write::text(to, "DeleteDate", &self.delete_date);
        write::text(to, "Description", &self.description);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::list(to, "EncryptionKeyList", &self.encryption_key_list);
        write::text(to, "EncryptionKeyStatus", &self.encryption_key_status);
        write::text(to, "KeyUsage", &self.key_usage);
        write::text(to, "MaterialExpireTime", &self.material_expire_time);
        write::text(to, "Origin", &self.origin);
    }
}

/// `EncryptionKeyList` in the answer.
#[derive(Default)]
pub struct EncryptionKeyList {
    pub alias_name: Option<String>,
    pub creator: Option<String>,
    pub delete_date: Option<String>,
    pub description: Option<String>,
    pub encryption_key: Option<String>,
    pub encryption_key_status: Option<String>,
    pub key_type: Option<String>,
    pub key_usage: Option<String>,
    pub material_expire_time: Option<String>,
    pub origin: Option<String>,
    pub used_by: Option<String>,
}

impl Message for EncryptionKeyList {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AliasName", &self.alias_name);
        write::text(to, "Creator", &self.creator);
        write::text(to, "DeleteDate", &self.delete_date);
        write::text(to, "Description", &self.description);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::text(to, "EncryptionKeyStatus", &self.encryption_key_status);
        write::text(to, "KeyType", &self.key_type);
        write::text(to, "KeyUsage", &self.key_usage);
        write::text(to, "MaterialExpireTime", &self.material_expire_time);
        write::text(to, "Origin", &self.origin);
        write::text(to, "UsedBy", &self.used_by);
    }
}
