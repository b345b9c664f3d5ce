//! `AssumeRoleWithSAML` of Sts.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AssumeRoleWithSAML` asks.
#[derive(Default)]
pub struct AssumeRoleWithSAMLRequest {
    pub duration_seconds: Option<i64>,
    pub policy: Option<String>,
    pub role_arn: Option<String>,
    pub saml_assertion: Option<SecretText>,
    pub saml_provider_arn: Option<String>,
}

impl Request for AssumeRoleWithSAMLRequest {
    type Response = AssumeRoleWithSAMLResponse;
    const OPERATION: Operation = Operation::StsAssumeRoleWithSAML;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DurationSeconds", Shape::Integer),
        Parameter::optional("Policy", Shape::Text),
        Parameter::required("RoleArn", Shape::Text),
        Parameter::required("SAMLAssertion", Shape::Secret),
        Parameter::required("SAMLProviderArn", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            duration_seconds: read::integer(params, "DurationSeconds")?,
            policy: read::text(params, "Policy"),
            role_arn: read::text(params, "RoleArn"),
            saml_assertion: read::secret(params, "SAMLAssertion"),
            saml_provider_arn: read::text(params, "SAMLProviderArn"),
        })
    }
}

/// What `AssumeRoleWithSAML` answers.
#[derive(Default)]
pub struct AssumeRoleWithSAMLResponse {
    pub assumed_role_user: Option<AssumedRoleUser>,
    pub credentials: Option<Credentials>,
    pub saml_assertion_info: Option<SAMLAssertionInfo>,
    pub source_identity: Option<String>,
}

impl Message for AssumeRoleWithSAMLResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "AssumedRoleUser", &self.assumed_role_user);
        write::object(to, "Credentials", &self.credentials);
        write::object(to, "SAMLAssertionInfo", &self.saml_assertion_info);
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

/// `SAMLAssertionInfo` in the answer.
#[derive(Default)]
pub struct SAMLAssertionInfo {
    pub issuer: Option<String>,
    pub recipient: Option<String>,
    pub subject: Option<String>,
    pub subject_type: Option<String>,
}

impl Message for SAMLAssertionInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Issuer", &self.issuer);
        write::text(to, "Recipient", &self.recipient);
        write::text(to, "Subject", &self.subject);
        write::text(to, "SubjectType", &self.subject_type);
    }
}
