//! `ListKeys` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListKeys` asks.
#[derive(Default)]
pub struct ListKeysRequest {
    pub filters: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListKeysRequest {
    type Response = ListKeysResponse;
    const OPERATION: Operation = Operation::KmsListKeys;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Filters", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            filters: read::text(params, "Filters"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `ListKeys` answers.
#[derive(Default)]
pub struct ListKeysResponse {
    pub keys: Vec<Key>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListKeysResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Keys", "Key", &self.keys);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `Key` in the answer.
#[derive(Default)]
pub struct Key {
    pub key_arn: Option<String>,
    pub key_id: Option<String>,
}

impl Message for Key {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KeyArn", &self.key_arn);
        write::text(to, "KeyId", &self.key_id);
    }
}
