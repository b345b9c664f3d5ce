//! `EndSessions` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `EndSessions` asks.
#[derive(Default)]
pub struct EndSessionsRequest {
    pub role_name: Option<String>,
    pub user_name: Option<String>,
    pub session_access_key_id: Option<String>,
    pub account: Option<bool>,
}

impl Request for EndSessionsRequest {
    type Response = EndSessionsResponse;
    const OPERATION: Operation = Operation::RamEndSessions;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RoleName", Shape::Text),
        Parameter::optional("UserName", Shape::Text),
        Parameter::optional("SessionAccessKeyId", Shape::Text),
        Parameter::optional("Account", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            role_name: read::text(params, "RoleName"),
            user_name: read::text(params, "UserName"),
            session_access_key_id: read::text(params, "SessionAccessKeyId"),
            account: read::boolean(params, "Account")?,
        })
    }
}

/// What `EndSessions` answers.
#[derive(Default)]
pub struct EndSessionsResponse {}

impl Message for EndSessionsResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
