//! `DescribeKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeKey` asks.
#[derive(Default)]
pub struct DescribeKeyRequest {
    pub key_id: String,
}

impl Request for DescribeKeyRequest {
    type Response = DescribeKeyResponse;
    const OPERATION: Operation = Operation::KmsDescribeKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `DescribeKey` answers.
#[derive(Default)]
pub struct DescribeKeyResponse {
    pub key_metadata: Option<KeyMetadata>,
}

impl Message for DescribeKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "KeyMetadata", &self.key_metadata);
    }
}

/// `KeyMetadata` in the answer.
#[derive(Default)]
pub struct KeyMetadata {
    pub arn: Option<String>,
    pub automatic_rotation: Option<String>,
    pub creation_date: Option<String>,
    pub creator: Option<String>,
    pub dkms_instance_id: Option<String>,
    pub delete_date: Option<String>,
    pub deletion_protection: Option<String>,
    pub deletion_protection_description: Option<String>,
    pub description: Option<String>,
    pub key_id: Option<String>,
    pub key_spec: Option<String>,
    pub key_state: Option<String>,
    pub key_usage: Option<String>,
    pub last_rotation_date: Option<String>,
    pub material_expire_time: Option<String>,
    pub next_rotation_date: Option<String>,
    pub origin: Option<String>,
    pub primary_key_version: Option<String>,
    pub protection_level: Option<String>,
    pub rotation_interval: Option<String>,
}

impl Message for KeyMetadata {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AutomaticRotation", &self.automatic_rotation);
        write::text(to, "CreationDate", &self.creation_date);
        write::text(to, "Creator", &self.creator);
        write::text(to, "DKMSInstanceId", &self.dkms_instance_id);
        write::text(to, "DeleteDate", &self.delete_date);
        write::text(to, "DeletionProtection", &self.deletion_protection);
        write::text(to, "DeletionProtectionDescription", &self.deletion_protection_description);
        write::text(to, "Description", &self.description);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeySpec", &self.key_spec);
        write::text(to, "KeyState", &self.key_state);
        write::text(to, "KeyUsage", &self.key_usage);
        write::text(to, "LastRotationDate", &self.last_rotation_date);
        write::text(to, "MaterialExpireTime", &self.material_expire_time);
        write::text(to, "NextRotationDate", &self.next_rotation_date);
        write::text(to, "Origin", &self.origin);
        write::text(to, "PrimaryKeyVersion", &self.primary_key_version);
        write::text(to, "ProtectionLevel", &self.protection_level);
        write::text(to, "RotationInterval", &self.rotation_interval);
    }
}
