//! `EnableKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `EnableKey` asks.
#[derive(Default)]
pub struct EnableKeyRequest {
    pub key_id: String,
}

impl Request for EnableKeyRequest {
    type Response = EnableKeyResponse;
    const OPERATION: Operation = Operation::KmsEnableKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `EnableKey` answers.
#[derive(Default)]
pub struct EnableKeyResponse {}

impl Message for EnableKeyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
