//! `DeleteKeyMaterial` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteKeyMaterial` asks.
#[derive(Default)]
pub struct DeleteKeyMaterialRequest {
    pub key_id: String,
}

impl Request for DeleteKeyMaterialRequest {
    type Response = DeleteKeyMaterialResponse;
    const OPERATION: Operation = Operation::KmsDeleteKeyMaterial;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `DeleteKeyMaterial` answers.
#[derive(Default)]
pub struct DeleteKeyMaterialResponse {}

impl Message for DeleteKeyMaterialResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
