//! `CancelKeyDeletion` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CancelKeyDeletion` asks.
#[derive(Default)]
pub struct CancelKeyDeletionRequest {
    pub key_id: String,
}

impl Request for CancelKeyDeletionRequest {
    type Response = CancelKeyDeletionResponse;
    const OPERATION: Operation = Operation::KmsCancelKeyDeletion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `CancelKeyDeletion` answers.
#[derive(Default)]
pub struct CancelKeyDeletionResponse {}

impl Message for CancelKeyDeletionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
