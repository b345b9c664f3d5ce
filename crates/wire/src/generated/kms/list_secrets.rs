//! `ListSecrets` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListSecrets` asks.
#[derive(Default)]
pub struct ListSecretsRequest {
    pub fetch_tags: Option<String>,
    pub filters: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListSecretsRequest {
    type Response = ListSecretsResponse;
    const OPERATION: Operation = Operation::KmsListSecrets;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("FetchTags", Shape::Text),
        Parameter::optional("Filters", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            fetch_tags: read::text(params, "FetchTags"),
            filters: read::text(params, "Filters"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `ListSecrets` answers.
#[derive(Default)]
pub struct ListSecretsResponse {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub secret_list: Vec<Secret>,
    pub total_count: Option<i64>,
}

impl Message for ListSecretsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::wrapped_list(to, "SecretList", "Secret", &self.secret_list);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `Secret` in the answer.
#[derive(Default)]
pub struct Secret {
    pub create_time: Option<String>,
    pub owing_service: Option<String>,
    pub planned_delete_time: Option<String>,
    pub secret_name: Option<String>,
    pub secret_type: Option<String>,
    pub tags: Vec<Tag>,
    pub update_time: Option<String>,
}

impl Message for Secret {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "OwingService", &self.owing_service);
        write::text(to, "PlannedDeleteTime", &self.planned_delete_time);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "SecretType", &self.secret_type);
        write::wrapped_list(to, "Tags", "Tag", &self.tags);
        write::text(to, "UpdateTime", &self.update_time);
    }
}

/// `Tag` in the answer.
#[derive(Default)]
pub struct Tag {
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for Tag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
