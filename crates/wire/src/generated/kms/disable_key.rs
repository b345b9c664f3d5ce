//! `DisableKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DisableKey` asks.
#[derive(Default)]
pub struct DisableKeyRequest {
    pub key_id: String,
}

impl Request for DisableKeyRequest {
    type Response = DisableKeyResponse;
    const OPERATION: Operation = Operation::KmsDisableKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `DisableKey` answers.
#[derive(Default)]
pub struct DisableKeyResponse {}

impl Message for DisableKeyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
