//! `CreateSecret` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateSecret` asks.
#[derive(Default)]
pub struct CreateSecretRequest {
    pub dkms_instance_id: Option<String>,
    pub description: Option<String>,
    pub enable_automatic_rotation: Option<bool>,
    pub encryption_key_id: Option<String>,
    pub extended_config: Option<String>,
    pub policy: Option<String>,
    pub rotation_interval: Option<String>,
    pub secret_data: SecretText,
    pub secret_data_type: Option<String>,
    pub secret_name: String,
    pub secret_type: Option<String>,
    pub tags: Option<String>,
    pub version_id: String,
}

impl Request for CreateSecretRequest {
    type Response = CreateSecretResponse;
    const OPERATION: Operation = Operation::KmsCreateSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DKMSInstanceId", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::optional("EnableAutomaticRotation", Shape::Boolean),
        Parameter::optional("EncryptionKeyId", Shape::Text),
        Parameter::optional("ExtendedConfig", Shape::Map),
        Parameter::optional("Policy", Shape::Text),
        Parameter::optional("RotationInterval", Shape::Text),
        Parameter::required("SecretData", Shape::Secret),
        Parameter::optional("SecretDataType", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
        Parameter::optional("SecretType", Shape::Text),
        Parameter::optional("Tags", Shape::Text),
        Parameter::required("VersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dkms_instance_id: read::text(params, "DKMSInstanceId"),
            description: read::text(params, "Description"),
            enable_automatic_rotation: read::boolean(params, "EnableAutomaticRotation")?,
            encryption_key_id: read::text(params, "EncryptionKeyId"),
            extended_config: read::json_map(params, "ExtendedConfig")?,
            policy: read::text(params, "Policy"),
            rotation_interval: read::text(params, "RotationInterval"),
            secret_data: read::required_secret(params, "SecretData")?,
            secret_data_type: read::text(params, "SecretDataType"),
            secret_name: read::required_text(params, "SecretName")?,
            secret_type: read::text(params, "SecretType"),
            tags: read::text(params, "Tags"),
            version_id: read::required_text(params, "VersionId")?,
        })
    }
}

/// What `CreateSecret` answers.
#[derive(Default)]
pub struct CreateSecretResponse {
    pub arn: Option<String>,
    pub automatic_rotation: Option<String>,
    pub dkms_instance_id: Option<String>,
    pub extended_config: Option<String>,
    pub next_rotation_date: Option<String>,
    pub rotation_interval: Option<String>,
    pub secret_name: Option<String>,
    pub secret_type: Option<String>,
    pub version_id: Option<String>,
}

impl Message for CreateSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AutomaticRotation", &self.automatic_rotation);
        write::text(to, "DKMSInstanceId", &self.dkms_instance_id);
        write::text(to, "ExtendedConfig", &self.extended_config);
        write::text(to, "NextRotationDate", &self.next_rotation_date);
        write::text(to, "RotationInterval", &self.rotation_interval);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "SecretType", &self.secret_type);
        write::text(to, "VersionId", &self.version_id);
    }
}
