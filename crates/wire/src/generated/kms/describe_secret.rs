//! `DescribeSecret` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeSecret` asks.
#[derive(Default)]
pub struct DescribeSecretRequest {
    pub fetch_tags: Option<String>,
    pub secret_name: String,
}

impl Request for DescribeSecretRequest {
    type Response = DescribeSecretResponse;
    const OPERATION: Operation = Operation::KmsDescribeSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("FetchTags", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            fetch_tags: read::text(params, "FetchTags"),
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `DescribeSecret` answers.
#[derive(Default)]
pub struct DescribeSecretResponse {
    pub arn: Option<String>,
    pub automatic_rotation: Option<String>,
    pub create_time: Option<String>,
    pub dkms_instance_id: Option<String>,
    pub description: Option<String>,
    pub encryption_key_id: Option<String>,
    pub extended_config: Option<String>,
    pub last_rotation_date: Option<String>,
    pub next_rotation_date: Option<String>,
    pub owing_service: Option<String>,
    pub planned_delete_time: Option<String>,
    pub rotation_interval: Option<String>,
    pub secret_name: Option<String>,
    pub secret_type: Option<String>,
    pub tags: Vec<Tag>,
    pub update_time: Option<String>,
}

impl Message for DescribeSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AutomaticRotation", &self.automatic_rotation);
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "DKMSInstanceId", &self.dkms_instance_id);
        write::text(to, "Description", &self.description);
        write::text(to, "EncryptionKeyId", &self.encryption_key_id);
        write::text(to, "ExtendedConfig", &self.extended_config);
        write::text(to, "LastRotationDate", &self.last_rotation_date);
        write::text(to, "NextRotationDate", &self.next_rotation_date);
        write::text(to, "OwingService", &self.owing_service);
        write::text(to, "PlannedDeleteTime", &self.planned_delete_time);
        write::text(to, "RotationInterval", &self.rotation_interval);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "SecretType", &self.secret_type);
        write::wrapped_list(to, "Tags", "Tag", &self.tags);
        write::text(to, "UpdateTime", &self.update_time);
    }
}

/// `Tag` in the answer.
#[derive(Default)]
pub struct Tag {
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for Tag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
