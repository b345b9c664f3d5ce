//! `CreateSecret` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateSecret` asks.
#[derive(Default)]
pub struct CreateSecretRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub db_names: Option<String>,
    pub description: Option<String>,
    pub engine: String,
    pub password: SecretText,
    pub region_id: Option<String>,
    pub resource_group_id: String,
    pub secret_name: Option<String>,
    pub username: String,
}

impl Request for CreateSecretRequest {
    type Response = CreateSecretResponse;
    const OPERATION: Operation = Operation::RdsCreateSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DbInstanceId", Shape::Text),
        Parameter::optional("DbNames", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("Password", Shape::Secret),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("ResourceGroupId", Shape::Text),
        Parameter::optional("SecretName", Shape::Text),
        Parameter::required("Username", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DbInstanceId")?,
            db_names: read::text(params, "DbNames"),
            description: read::text(params, "Description"),
            engine: read::required_text(params, "Engine")?,
            password: read::required_secret(params, "Password")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::required_text(params, "ResourceGroupId")?,
            secret_name: read::text(params, "SecretName"),
            username: read::required_text(params, "Username")?,
        })
    }
}

/// What `CreateSecret` answers.
#[derive(Default)]
pub struct CreateSecretResponse {
    pub secret_arn: Option<String>,
    pub secret_name: Option<String>,
    pub success: Option<bool>,
}

impl Message for CreateSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretArn", &self.secret_arn);
        write::text(to, "SecretName", &self.secret_name);
        write::boolean(to, "Success", &self.success);
    }
}
