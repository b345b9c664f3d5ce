//! `PutSecretValue` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `PutSecretValue` asks.
#[derive(Default)]
pub struct PutSecretValueRequest {
    pub secret_data: SecretText,
    pub secret_data_type: Option<String>,
    pub secret_name: String,
    pub version_id: String,
    pub version_stages: Option<String>,
}

impl Request for PutSecretValueRequest {
    type Response = PutSecretValueResponse;
    const OPERATION: Operation = Operation::KmsPutSecretValue;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("SecretData", Shape::Secret),
        Parameter::optional("SecretDataType", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
        Parameter::required("VersionId", Shape::Text),
        Parameter::optional("VersionStages", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            secret_data: read::required_secret(params, "SecretData")?,
            secret_data_type: read::text(params, "SecretDataType"),
            secret_name: read::required_text(params, "SecretName")?,
            version_id: read::required_text(params, "VersionId")?,
            version_stages: read::text(params, "VersionStages"),
        })
    }
}

/// What `PutSecretValue` answers.
#[derive(Default)]
pub struct PutSecretValueResponse {
    pub secret_name: Option<String>,
    pub version_id: Option<String>,
    pub version_stages: Vec<String>,
}

impl Message for PutSecretValueResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "VersionId", &self.version_id);
        write::wrapped_texts(to, "VersionStages", "VersionStage", &self.version_stages);
    }
}
