//! `GetAccessKeyLastUsed` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetAccessKeyLastUsed` asks.
#[derive(Default)]
pub struct GetAccessKeyLastUsedRequest {
    pub user_access_key_id: Option<String>,
    pub user_name: Option<String>,
}

impl Request for GetAccessKeyLastUsedRequest {
    type Response = GetAccessKeyLastUsedResponse;
    const OPERATION: Operation = Operation::RamGetAccessKeyLastUsed;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("UserAccessKeyId", Shape::Text),
        Parameter::optional("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_access_key_id: read::text(params, "UserAccessKeyId"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `GetAccessKeyLastUsed` answers.
#[derive(Default)]
pub struct GetAccessKeyLastUsedResponse {
    pub access_key_last_used: Option<AccessKeyLastUsed>,
}

impl Message for GetAccessKeyLastUsedResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "AccessKeyLastUsed", &self.access_key_last_used);
    }
}

/// `AccessKeyLastUsed` in the answer.
#[derive(Default)]
pub struct AccessKeyLastUsed {
    pub last_used_date: Option<String>,
}

impl Message for AccessKeyLastUsed {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "LastUsedDate", &self.last_used_date);
    }
}
