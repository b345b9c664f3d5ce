//! `UpdateSecretVersionStage` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateSecretVersionStage` asks.
#[derive(Default)]
pub struct UpdateSecretVersionStageRequest {
    pub move_to_version: Option<String>,
    pub remove_from_version: Option<String>,
    pub secret_name: String,
    pub version_stage: String,
}

impl Request for UpdateSecretVersionStageRequest {
    type Response = UpdateSecretVersionStageResponse;
    const OPERATION: Operation = Operation::KmsUpdateSecretVersionStage;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("MoveToVersion", Shape::Text),
        Parameter::optional("RemoveFromVersion", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
        Parameter::required("VersionStage", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            move_to_version: read::text(params, "MoveToVersion"),
            remove_from_version: read::text(params, "RemoveFromVersion"),
            secret_name: read::required_text(params, "SecretName")?,
            version_stage: read::required_text(params, "VersionStage")?,
        })
    }
}

/// What `UpdateSecretVersionStage` answers.
#[derive(Default)]
pub struct UpdateSecretVersionStageResponse {
    pub secret_name: Option<String>,
}

impl Message for UpdateSecretVersionStageResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretName", &self.secret_name);
    }
}
