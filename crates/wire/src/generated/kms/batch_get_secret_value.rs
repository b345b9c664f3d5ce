//! `BatchGetSecretValue` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `BatchGetSecretValue` asks.
#[derive(Default)]
pub struct BatchGetSecretValueRequest {
    pub secrets_list: Vec<SecretsList>,
}

impl Request for BatchGetSecretValueRequest {
    type Response = BatchGetSecretValueResponse;
    const OPERATION: Operation = Operation::KmsBatchGetSecretValue;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("SecretsList", Shape::Objects(&[
            Parameter::optional("FetchExtendedConfig", Shape::Text),
            Parameter::optional("SecretName", Shape::Text),
            Parameter::optional("VersionId", Shape::Text),
            Parameter::optional("VersionStage", Shape::Text),
        ])),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            secrets_list: read::elements(params, "SecretsList")?,
        })
    }
}

/// One element of `SecretsList`.
#[derive(Default)]
pub struct SecretsList {
    pub fetch_extended_config: Option<String>,
    pub secret_name: Option<String>,
    pub version_id: Option<String>,
    pub version_stage: Option<String>,
}

impl Element for SecretsList {
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {
        Ok(Self {
            fetch_extended_config: read::text(row, "FetchExtendedConfig"),
            secret_name: read::text(row, "SecretName"),
            version_id: read::text(row, "VersionId"),
            version_stage: read::text(row, "VersionStage"),
        })
    }
}

/// What `BatchGetSecretValue` answers.
#[derive(Default)]
pub struct BatchGetSecretValueResponse {
    pub errors: Vec<Error>,
    pub secret_values: Vec<SecretValue>,
}

impl Message for BatchGetSecretValueResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "Errors", &self.errors);
        write::list(to, "SecretValues", &self.secret_values);
    }
}

/// `Errors` in the answer.
#[derive(Default)]
pub struct Error {
    pub code: Option<String>,
    pub http_status: Option<i64>,
    pub message: Option<String>,
    pub secret_name: Option<String>,
}

impl Message for Error {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Code", &self.code);
        write::integer(to, "HttpStatus", &self.http_status);
        write::text(to, "Message", &self.message);
        write::text(to, "SecretName", &self.secret_name);
    }
}

/// `SecretValues` in the answer.
#[derive(Default)]
pub struct SecretValue {
    pub automatic_rotation: Option<String>,
    pub create_time: Option<String>,
    pub extended_config: Option<String>,
    pub last_rotation_date: Option<String>,
    pub next_rotation_date: Option<String>,
    pub request_id: Option<String>,
    pub rotation_interval: Option<String>,
    pub secret_data: Option<SecretText>,
    pub secret_data_type: Option<String>,
    pub secret_name: Option<String>,
    pub secret_type: Option<String>,
    pub version_id: Option<String>,
    pub version_stages: Vec<String>,
}

impl Message for SecretValue {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AutomaticRotation", &self.automatic_rotation);
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "ExtendedConfig", &self.extended_config);
        write::text(to, "LastRotationDate", &self.last_rotation_date);
        write::text(to, "NextRotationDate", &self.next_rotation_date);
        write::text(to, "RequestId", &self.request_id);
        write::text(to, "RotationInterval", &self.rotation_interval);
        write::secret(to, "SecretData", &self.secret_data);
        write::text(to, "SecretDataType", &self.secret_data_type);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "SecretType", &self.secret_type);
        write::text(to, "VersionId", &self.version_id);
        write::wrapped_texts(to, "VersionStages", "VersionStage", &self.version_stages);
    }
}
