//! `GetCallerIdentity` of Sts.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetCallerIdentity` asks.
#[derive(Default)]
pub struct GetCallerIdentityRequest {}

impl Request for GetCallerIdentityRequest {
    type Response = GetCallerIdentityResponse;
    const OPERATION: Operation = Operation::StsGetCallerIdentity;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `GetCallerIdentity` answers.
#[derive(Default)]
pub struct GetCallerIdentityResponse {
    pub account_id: Option<String>,
    pub arn: Option<String>,
    pub identity_type: Option<String>,
    pub principal_id: Option<String>,
    pub role_id: Option<String>,
    pub user_id: Option<String>,
}

impl Message for GetCallerIdentityResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountId", &self.account_id);
        write::text(to, "Arn", &self.arn);
        write::text(to, "IdentityType", &self.identity_type);
        write::text(to, "PrincipalId", &self.principal_id);
        write::text(to, "RoleId", &self.role_id);
        write::text(to, "UserId", &self.user_id);
    }
}
