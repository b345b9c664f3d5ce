//! `UpdateAlias` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateAlias` asks.
#[derive(Default)]
pub struct UpdateAliasRequest {
    pub alias_name: String,
    pub key_id: String,
}

impl Request for UpdateAliasRequest {
    type Response = UpdateAliasResponse;
    const OPERATION: Operation = Operation::KmsUpdateAlias;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AliasName", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            alias_name: read::required_text(params, "AliasName")?,
            key_id: read::required_text(params, "KeyId")?,
        })
    }
}

/// What `UpdateAlias` answers.
#[derive(Default)]
pub struct UpdateAliasResponse {}

impl Message for UpdateAliasResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
