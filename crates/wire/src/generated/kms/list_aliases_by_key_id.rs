//! `ListAliasesByKeyId` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListAliasesByKeyId` asks.
#[derive(Default)]
pub struct ListAliasesByKeyIdRequest {
    pub key_id: String,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListAliasesByKeyIdRequest {
    type Response = ListAliasesByKeyIdResponse;
    const OPERATION: Operation = Operation::KmsListAliasesByKeyId;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `ListAliasesByKeyId` answers.
#[derive(Default)]
pub struct ListAliasesByKeyIdResponse {
    pub aliases: Vec<Alias>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListAliasesByKeyIdResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Aliases", "Alias", &self.aliases);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `Alias` in the answer.
#[derive(Default)]
pub struct Alias {
    pub alias_arn: Option<String>,
    pub alias_name: Option<String>,
    pub key_id: Option<String>,
}

impl Message for Alias {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AliasArn", &self.alias_arn);
        write::text(to, "AliasName", &self.alias_name);
        write::text(to, "KeyId", &self.key_id);
    }
}
