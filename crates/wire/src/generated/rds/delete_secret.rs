//! `DeleteSecret` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteSecret` asks.
#[derive(Default)]
pub struct DeleteSecretRequest {
    pub client_token: Option<String>,
    pub db_instance_id: Option<String>,
    pub engine: String,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub secret_arn: Option<String>,
    pub secret_name: Option<String>,
}

impl Request for DeleteSecretRequest {
    type Response = DeleteSecretResponse;
    const OPERATION: Operation = Operation::RdsDeleteSecret;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("DbInstanceId", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("SecretArn", Shape::Text),
        Parameter::optional("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::text(params, "DbInstanceId"),
            engine: read::required_text(params, "Engine")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            secret_arn: read::text(params, "SecretArn"),
            secret_name: read::text(params, "SecretName"),
        })
    }
}

/// What `DeleteSecret` answers.
#[derive(Default)]
pub struct DeleteSecretResponse {
    pub secret_arn: Option<String>,
    pub secret_name: Option<String>,
    pub success: Option<bool>,
}

impl Message for DeleteSecretResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecretArn", &self.secret_arn);
        write::text(to, "SecretName", &self.secret_name);
        write::boolean(to, "Success", &self.success);
    }
}
