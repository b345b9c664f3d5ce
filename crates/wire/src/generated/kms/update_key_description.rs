//! `UpdateKeyDescription` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateKeyDescription` asks.
#[derive(Default)]
pub struct UpdateKeyDescriptionRequest {
    pub description: String,
    pub key_id: String,
}

impl Request for UpdateKeyDescriptionRequest {
    type Response = UpdateKeyDescriptionResponse;
    const OPERATION: Operation = Operation::KmsUpdateKeyDescription;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Description", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            description: read::required_text(params, "Description")?,
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `UpdateKeyDescription` answers.
#[derive(Default)]
pub struct UpdateKeyDescriptionResponse {}

impl Message for UpdateKeyDescriptionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
