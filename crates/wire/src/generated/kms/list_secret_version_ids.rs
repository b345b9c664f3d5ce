//! `ListSecretVersionIds` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListSecretVersionIds` asks.
#[derive(Default)]
pub struct ListSecretVersionIdsRequest {
    pub include_deprecated: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub secret_name: String,
}

impl Request for ListSecretVersionIdsRequest {
    type Response = ListSecretVersionIdsResponse;
    const OPERATION: Operation = Operation::KmsListSecretVersionIds;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("IncludeDeprecated", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::required("SecretName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            include_deprecated: read::text(params, "IncludeDeprecated"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            secret_name: read::required_text(params, "SecretName")?,
        })
    }
}

/// What `ListSecretVersionIds` answers.
#[derive(Default)]
pub struct ListSecretVersionIdsResponse {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub secret_name: Option<String>,
    pub total_count: Option<i64>,
    pub version_ids: Vec<VersionId>,
}

impl Message for ListSecretVersionIdsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::text(to, "SecretName", &self.secret_name);
        write::integer(to, "TotalCount", &self.total_count);
        write::wrapped_list(to, "VersionIds", "VersionId", &self.version_ids);
    }
}

/// `VersionId` in the answer.
#[derive(Default)]
pub struct VersionId {
    pub create_time: Option<String>,
    pub version_id: Option<String>,
    pub version_stages: Vec<String>,
}

impl Message for VersionId {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "VersionId", &self.version_id);
        write::wrapped_texts(to, "VersionStages", "VersionStage", &self.version_stages);
    }
}
