//! `DeleteClientKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteClientKey` asks.
#[derive(Default)]
pub struct DeleteClientKeyRequest {
    pub client_key_id: String,
}

impl Request for DeleteClientKeyRequest {
    type Response = DeleteClientKeyResponse;
    const OPERATION: Operation = Operation::KmsDeleteClientKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("ClientKeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_key_id: read::required_text(params, "ClientKeyId")?,
        })
    }
}

/// What `DeleteClientKey` answers.
#[derive(Default)]
pub struct DeleteClientKeyResponse {}

impl Message for DeleteClientKeyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
