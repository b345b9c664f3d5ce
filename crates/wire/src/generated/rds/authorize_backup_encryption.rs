//! `AuthorizeBackupEncryption` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AuthorizeBackupEncryption` asks.
#[derive(Default)]
pub struct AuthorizeBackupEncryptionRequest {
    pub region_id: Option<String>,
}

impl Request for AuthorizeBackupEncryptionRequest {
    type Response = AuthorizeBackupEncryptionResponse;
    const OPERATION: Operation = Operation::RdsAuthorizeBackupEncryption;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `AuthorizeBackupEncryption` answers.
#[derive(Default)]
pub struct AuthorizeBackupEncryptionResponse {
    pub authorization_state: Option<i64>,
    pub message: Option<String>,
    pub role_arn: Option<String>,
}

impl Message for AuthorizeBackupEncryptionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "AuthorizationState", &self.authorization_state);
        write::text(to, "Message", &self.message);
        write::text(to, "RoleARN", &self.role_arn);
    }
}
