//! `UpdateAccessKey` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateAccessKey` asks.
#[derive(Default)]
pub struct UpdateAccessKeyRequest {
    pub status: Option<String>,
    pub user_access_key_id: Option<String>,
    pub user_name: Option<String>,
}

impl Request for UpdateAccessKeyRequest {
    type Response = UpdateAccessKeyResponse;
    const OPERATION: Operation = Operation::RamUpdateAccessKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Status", Shape::Text),
        Parameter::required("UserAccessKeyId", Shape::Text),
        Parameter::optional("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            status: read::text(params, "Status"),
            user_access_key_id: read::text(params, "UserAccessKeyId"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `UpdateAccessKey` answers.
#[derive(Default)]
pub struct UpdateAccessKeyResponse {}

impl Message for UpdateAccessKeyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
