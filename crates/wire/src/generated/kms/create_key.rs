//! `CreateKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateKey` asks.
#[derive(Default)]
pub struct CreateKeyRequest {
    pub dkms_instance_id: Option<String>,
    pub description: Option<String>,
    pub enable_automatic_rotation: Option<bool>,
    pub key_spec: Option<String>,
    pub key_storage_mechanism: Option<String>,
    pub key_usage: Option<String>,
    pub origin: Option<String>,
    pub policy: Option<String>,
    pub protection_level: Option<String>,
    pub rotation_interval: Option<String>,
    pub tags: Option<String>,
}

impl Request for CreateKeyRequest {
    type Response = CreateKeyResponse;
    const OPERATION: Operation = Operation::KmsCreateKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DKMSInstanceId", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::optional("EnableAutomaticRotation", Shape::Boolean),
        Parameter::optional("KeySpec", Shape::Text),
        Parameter::optional("KeyStorageMechanism", Shape::Text),
        Parameter::optional("KeyUsage", Shape::Text),
        Parameter::optional("Origin", Shape::Text),
        Parameter::optional("Policy", Shape::Text),
        Parameter::optional("ProtectionLevel", Shape::Text),
        Parameter::optional("RotationInterval", Shape::Text),
        Parameter::optional("Tags", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dkms_instance_id: read::text(params, "DKMSInstanceId"),
            description: read::text(params, "Description"),
            enable_automatic_rotation: read::boolean(params, "EnableAutomaticRotation")?,
            key_spec: read::text(params, "KeySpec"),
            key_storage_mechanism: read::text(params, "KeyStorageMechanism"),
            key_usage: read::text(params, "KeyUsage"),
            origin: read::text(params, "Origin"),
            policy: read::text(params, "Policy"),
            protection_level: read::text(params, "ProtectionLevel"),
            rotation_interval: read::text(params, "RotationInterval"),
            tags: read::text(params, "Tags"),
        })
    }
}

/// What `CreateKey` answers.
#[derive(Default)]
pub struct CreateKeyResponse {
    pub key_metadata: Option<KeyMetadata>,
}

impl Message for CreateKeyResponse {
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
