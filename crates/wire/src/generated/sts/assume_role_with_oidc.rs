//! `AssumeRoleWithOIDC` of Sts.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AssumeRoleWithOIDC` asks.
#[derive(Default)]
pub struct AssumeRoleWithOIDCRequest {
    pub duration_seconds: Option<i64>,
    pub oidc_provider_arn: Option<String>,
    pub oidc_token: Option<SecretText>,
    pub policy: Option<String>,
    pub role_arn: Option<String>,
    pub role_session_name: String,
}

impl Request for AssumeRoleWithOIDCRequest {
    type Response = AssumeRoleWithOIDCResponse;
    const OPERATION: Operation = Operation::StsAssumeRoleWithOIDC;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DurationSeconds", Shape::Integer),
        Parameter::optional("OIDCProviderArn", Shape::Text),
        Parameter::optional("OIDCToken", Shape::Secret),
        Parameter::optional("Policy", Shape::Text),
        Parameter::optional("RoleArn", Shape::Text),
        Parameter::required("RoleSessionName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            duration_seconds: read::integer(params, "DurationSeconds")?,
            oidc_provider_arn: read::text(params, "OIDCProviderArn"),
            oidc_token: read::secret(params, "OIDCToken"),
            policy: read::text(params, "Policy"),
            role_arn: read::text(params, "RoleArn"),
            role_session_name: read::required_text(params, "RoleSessionName")?,
        })
    }
}

/// What `AssumeRoleWithOIDC` answers.
#[derive(Default)]
pub struct AssumeRoleWithOIDCResponse {
    pub assumed_role_user: Option<AssumedRoleUser>,
    pub credentials: Option<Credentials>,
    pub oidc_token_info: Option<OIDCTokenInfo>,
    pub source_identity: Option<String>,
}

impl Message for AssumeRoleWithOIDCResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "AssumedRoleUser", &self.assumed_role_user);
        write::object(to, "Credentials", &self.credentials);
        write::object(to, "OIDCTokenInfo", &self.oidc_token_info);
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

/// `OIDCTokenInfo` in the answer.
#[derive(Default)]
pub struct OIDCTokenInfo {
    pub client_ids: Option<String>,
    pub expiration_time: Option<String>,
    pub issuance_time: Option<String>,
    pub issuer: Option<String>,
    pub subject: Option<String>,
    pub verification_info: Option<String>,
}

impl Message for OIDCTokenInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ClientIds", &self.client_ids);
        write::text(to, "ExpirationTime", &self.expiration_time);
        write::text(to, "IssuanceTime", &self.issuance_time);
        write::text(to, "Issuer", &self.issuer);
        write::text(to, "Subject", &self.subject);
        write::text(to, "VerificationInfo", &self.verification_info);
    }
}
