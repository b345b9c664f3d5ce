//! `UpdateSecret` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateSecret` asks.
#[derive(Default)]
pub struct UpdateSecretRequest {
    pub description: Option<String>,
    pub extended_config_custom_data: Option<String>,
    pub secret_name: String,
    pub extended_config: Option<String>,
}

impl Request for UpdateSecretRequest {
    type Response = UpdateSecretResponse;
    const OPERATION: Operation = Operation::KmsUpdateSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Description", Shape::Text),
        Parameter::optional("ExtendedConfig.CustomData", Shape::Text),
        Parameter::required("SecretName", Shape::Text),
        Parameter::optional("ExtendedConfig", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            description: read::text(params, "Description"),
            extended_config_custom_data: read::text(params, "ExtendedConfig.CustomData"),
            secret_name: read::required_text(params, "SecretName")?,
            extended_config: read::text(params, "ExtendedConfig"),
        })
    }
}

/// What `UpdateSecret` answers.
#[derive(Default)]
pub struct UpdateSecretResponse {
    pub secret_name: Option<String>,
}

impl Message for UpdateSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretName", &self.secret_name);
    }
}
