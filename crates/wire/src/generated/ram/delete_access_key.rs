//! `DeleteAccessKey` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteAccessKey` asks.
#[derive(Default)]
pub struct DeleteAccessKeyRequest {
    pub user_access_key_id: Option<String>,
    pub user_name: Option<String>,
}

impl Request for DeleteAccessKeyRequest {
    type Response = DeleteAccessKeyResponse;
    const OPERATION: Operation = Operation::RamDeleteAccessKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserAccessKeyId", Shape::Text),
        Parameter::optional("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_access_key_id: read::text(params, "UserAccessKeyId"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `DeleteAccessKey` answers.
#[derive(Default)]
pub struct DeleteAccessKeyResponse {}

impl Message for DeleteAccessKeyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
