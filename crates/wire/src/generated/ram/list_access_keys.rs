//! `ListAccessKeys` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListAccessKeys` asks.
#[derive(Default)]
pub struct ListAccessKeysRequest {
    pub user_name: Option<String>,
}

impl Request for ListAccessKeysRequest {
    type Response = ListAccessKeysResponse;
    const OPERATION: Operation = Operation::RamListAccessKeys;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `ListAccessKeys` answers.
#[derive(Default)]
pub struct ListAccessKeysResponse {
    pub access_keys: Vec<AccessKey>,
}

impl Message for ListAccessKeysResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "AccessKeys", "AccessKey", &self.access_keys);
    }
}

/// `AccessKey` in the answer.
#[derive(Default)]
pub struct AccessKey {
    pub access_key_id: Option<String>,
    pub create_date: Option<String>,
    pub status: Option<String>,
}

impl Message for AccessKey {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccessKeyId", &self.access_key_id);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "Status", &self.status);
    }
}
