//! `CheckBackupEncryptionAuthorized` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckBackupEncryptionAuthorized` asks.
#[derive(Default)]
pub struct CheckBackupEncryptionAuthorizedRequest {
    pub region_id: Option<String>,
}

impl Request for CheckBackupEncryptionAuthorizedRequest {
    type Response = CheckBackupEncryptionAuthorizedResponse;
    const OPERATION: Operation = Operation::RdsCheckBackupEncryptionAuthorized;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `CheckBackupEncryptionAuthorized` answers.
#[derive(Default)]
pub struct CheckBackupEncryptionAuthorizedResponse {
    pub authorization_state: Option<String>,
    pub role_arn: Option<String>,
}

impl Message for CheckBackupEncryptionAuthorizedResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AuthorizationState", &self.authorization_state);
        write::text(to, "RoleARN", &self.role_arn);
    }
}
