//! `DeleteAlias` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteAlias` asks.
#[derive(Default)]
pub struct DeleteAliasRequest {
    pub alias_name: String,
}

impl Request for DeleteAliasRequest {
    type Response = DeleteAliasResponse;
    const OPERATION: Operation = Operation::KmsDeleteAlias;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AliasName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            alias_name: read::required_text(params, "AliasName")?,
        })
    }
}

/// What `DeleteAlias` answers.
#[derive(Default)]
pub struct DeleteAliasResponse {}

impl Message for DeleteAliasResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
