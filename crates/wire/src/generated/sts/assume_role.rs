//! `AssumeRole` of Sts.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AssumeRole` asks.
#[derive(Default)]
pub struct AssumeRoleRequest {
    pub duration_seconds: Option<i64>,
    pub external_id: Option<String>,
    pub policy: Option<String>,
    pub role_arn: String,
    pub role_session_name: String,
    pub source_identity: Option<String>,
}

impl Request for AssumeRoleRequest {
    type Response = AssumeRoleResponse;
    const OPERATION: Operation = Operation::StsAssumeRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DurationSeconds", Shape::Integer),
        Parameter::optional("ExternalId", Shape::Text),
        Parameter::optional("Policy", Shape::Text),
        Parameter::required("RoleArn", Shape::Text),
        Parameter::required("RoleSessionName", Shape::Text),
        Parameter::optional("SourceIdentity", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            duration_seconds: read::integer(params, "DurationSeconds")?,
            external_id: read::text(params, "ExternalId"),
            policy: read::text(params, "Policy"),
            role_arn: read::required_text(params, "RoleArn")?,
            role_session_name: read::required_text(params, "RoleSessionName")?,
            source_identity: read::text(params, "SourceIdentity"),
        })
    }
}

/// What `AssumeRole` answers.
#[derive(Default)]
pub struct AssumeRoleResponse {
    pub assumed_role_user: Option<AssumedRoleUser>,
    pub credentials: Option<Credentials>,
    pub source_identity: Option<String>,
}

impl Message for AssumeRoleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "AssumedRoleUser", &self.assumed_role_user);
        write::object(to, "Credentials", &self.credentials);
        write::text(to, "SourceIdentity", &self.source_identity);
    }
}

/// `AssumedRoleUser` in the answer.
#[derive(Default)]
pub struct AssumedRoleUser {
    pub arn: Option<String>,
    pub assumed_role_id: Option<String>,
}

impl Message for AssumedRoleUser {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AssumedRoleId", &self.assumed_role_id);
    }
}

/// `Credentials` in the answer.
#[derive(Default)]
pub struct Credentials {
    pub access_key_id: Option<String>,
    pub access_key_secret: Option<SecretText>,
    pub expiration: Option<String>,
    pub security_token: Option<SecretText>,
}

impl Message for Credentials {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccessKeyId", &self.access_key_id);
        write::secret(to, "AccessKeySecret", &self.access_key_secret);
        write::text(to, "Expiration", &self.expiration);
        write::secret(to, "SecurityToken", &self.security_token);
    }
}
