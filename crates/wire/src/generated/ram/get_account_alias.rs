//! `GetAccountAlias` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetAccountAlias` asks.
#[derive(Default)]
pub struct GetAccountAliasRequest {}

impl Request for GetAccountAliasRequest {
    type Response = GetAccountAliasResponse;
    const OPERATION: Operation = Operation::RamGetAccountAlias;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `GetAccountAlias` answers.
#[derive(Default)]
pub struct GetAccountAliasResponse {
    pub account_alias: Option<String>,
}

impl Message for GetAccountAliasResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountAlias", &self.account_alias);
    }
}
