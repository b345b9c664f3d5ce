//! `GetDefaultKmsInstance` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetDefaultKmsInstance` asks.
#[derive(Default)]
pub struct GetDefaultKmsInstanceRequest {}

impl Request for GetDefaultKmsInstanceRequest {
    type Response = GetDefaultKmsInstanceResponse;
    const OPERATION: Operation = Operation::KmsGetDefaultKmsInstance;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `GetDefaultKmsInstance` answers.
#[derive(Default)]
pub struct GetDefaultKmsInstanceResponse {
    pub default_kms_instance_id: Option<String>,
}

impl Message for GetDefaultKmsInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DefaultKmsInstanceId", &self.default_kms_instance_id);
    }
}
