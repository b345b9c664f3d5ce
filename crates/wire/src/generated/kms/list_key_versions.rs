//! `ListKeyVersions` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListKeyVersions` asks.
#[derive(Default)]
pub struct ListKeyVersionsRequest {
    pub key_id: String,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListKeyVersionsRequest {
    type Response = ListKeyVersionsResponse;
    const OPERATION: Operation = Operation::KmsListKeyVersions;
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

/// What `ListKeyVersions` answers.
#[derive(Default)]
pub struct ListKeyVersionsResponse {
    pub key_versions: Vec<KeyVersion>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListKeyVersionsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "KeyVersions", "KeyVersion", &self.key_versions);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `KeyVersion` in the answer.
#[derive(Default)]
pub struct KeyVersion {
    pub creation_date: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for KeyVersion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreationDate", &self.creation_date);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
