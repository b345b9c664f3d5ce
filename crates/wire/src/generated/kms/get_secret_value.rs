//! `GetSecretValue` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetSecretValue` asks.
#[derive(Default)]
pub struct GetSecretValueRequest {
    pub dry_run: Option<String>,
    pub fetch_extended_config: Option<bool>,
    pub secret_name: String,
    pub version_id: Option<String>,
    pub version_stage: Option<String>,
    pub recipient: Option<String>,
}

impl Request for GetSecretValueRequest {
    type Response = GetSecretValueResponse;
    const OPERATION: Operation = Operation::KmsGetSecretValue;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DryRun", Shape::Text),
        Parameter::optional("FetchExtendedConfig", Shape::Boolean),
        Parameter::required("SecretName", Shape::Text),
        Parameter::optional("VersionId", Shape::Text),
        Parameter::optional("VersionStage", Shape::Text),
        Parameter::optional("Recipient", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dry_run: read::text(params, "DryRun"),
            fetch_extended_config: read::boolean(params, "FetchExtendedConfig")?,
            secret_name: read::required_text(params, "SecretName")?,
            version_id: read::text(params, "VersionId"),
            version_stage: read::text(params, "VersionStage"),
            recipient: read::text(params, "Recipient"),
        })
    }
}

/// What `GetSecretValue` answers.
#[derive(Default)]
pub struct GetSecretValueResponse {
    pub automatic_rotation: Option<String>,
    pub ciphertext_for_recipient: Option<String>,
    pub create_time: Option<String>,
    pub extended_config: Option<String>,
    pub last_rotation_date: Option<String>,
    pub next_rotation_date: Option<String>,
    pub rotation_interval: Option<String>,
    pub secret_data: Option<SecretText>,
    pub secret_data_type: Option<String>,
    pub secret_name: Option<String>,
    pub secret_type: Option<String>,
    pub version_id: Option<String>,
    pub version_stages: Vec<String>,
}

impl Message for GetSecretValueResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AutomaticRotation", &self.automatic_rotation);
        write::text(to, "CiphertextForRecipient", &self.ciphertext_for_recipient);
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "ExtendedConfig", &self.extended_config);
        write::text(to, "LastRotationDate", &self.last_rotation_date);
        write::text(to, "NextRotationDate", &self.next_rotation_date);
        write::text(to, "RotationInterval", &self.rotation_interval);
        write::secret(to, "SecretData", &self.secret_data);
        write::text(to, "SecretDataType", &self.secret_data_type);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "SecretType", &self.secret_type);
        write::text(to, "VersionId", &self.version_id);
        write::wrapped_texts(to, "VersionStages", "VersionStage", &self.version_stages);
    }
}
