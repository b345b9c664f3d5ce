//! `ClearAccountAlias` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ClearAccountAlias` asks.
#[derive(Default)]
pub struct ClearAccountAliasRequest {}

impl Request for ClearAccountAliasRequest {
    type Response = ClearAccountAliasResponse;
    const OPERATION: Operation = Operation::RamClearAccountAlias;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `ClearAccountAlias` answers.
#[derive(Default)]
pub struct ClearAccountAliasResponse {}

impl Message for ClearAccountAliasResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
