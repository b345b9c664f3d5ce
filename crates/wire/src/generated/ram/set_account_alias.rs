//! `SetAccountAlias` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetAccountAlias` asks.
#[derive(Default)]
pub struct SetAccountAliasRequest {
    pub account_alias: Option<String>,
}

impl Request for SetAccountAliasRequest {
    type Response = SetAccountAliasResponse;
    const OPERATION: Operation = Operation::RamSetAccountAlias;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AccountAlias", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_alias: read::text(params, "AccountAlias"),
        })
    }
}

/// What `SetAccountAlias` answers.
#[derive(Default)]
pub struct SetAccountAliasResponse {}

impl Message for SetAccountAliasResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
