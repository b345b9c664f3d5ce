//! `CreateAlias` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateAlias` asks.
#[derive(Default)]
pub struct CreateAliasRequest {
    pub alias_name: String,
    pub key_id: String,
}

impl Request for CreateAliasRequest {
    type Response = CreateAliasResponse;
    const OPERATION: Operation = Operation::KmsCreateAlias;
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

/// What `CreateAlias` answers.
#[derive(Default)]
pub struct CreateAliasResponse {}

impl Message for CreateAliasResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
