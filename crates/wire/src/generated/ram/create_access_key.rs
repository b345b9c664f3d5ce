//! `CreateAccessKey` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateAccessKey` asks.
#[derive(Default)]
pub struct CreateAccessKeyRequest {
    pub user_name: Option<String>,
}

impl Request for CreateAccessKeyRequest {
    type Response = CreateAccessKeyResponse;
    const OPERATION: Operation = Operation::RamCreateAccessKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `CreateAccessKey` answers.
#[derive(Default)]
pub struct CreateAccessKeyResponse {
    pub access_key: Option<AccessKey>,
}

impl Message for CreateAccessKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "AccessKey", &self.access_key);
    }
}

/// `AccessKey` in the answer.
#[derive(Default)]
pub struct AccessKey {
    pub access_key_id: Option<String>,
    pub access_key_secret: Option<SecretText>,
    pub create_date: Option<String>,
    pub status: Option<String>,
}

impl Message for AccessKey {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccessKeyId", &self.access_key_id);
        write::secret(to, "AccessKeySecret", &self.access_key_secret);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "Status", &self.status);
    }
}
