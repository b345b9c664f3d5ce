//! `ListManagedDataKeyVersions` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListManagedDataKeyVersions` asks.
#[derive(Default)]
pub struct ListManagedDataKeyVersionsRequest {
    pub data_key_name: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListManagedDataKeyVersionsRequest {
    type Response = ListManagedDataKeyVersionsResponse;
    const OPERATION: Operation = Operation::KmsListManagedDataKeyVersions;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DataKeyName", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            data_key_name: read::text(params, "DataKeyName"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `ListManagedDataKeyVersions` answers.
#[derive(Default)]
pub struct ListManagedDataKeyVersionsResponse {
    pub data_key_name: Option<String>,
    pub managed_data_key_versions: Vec<ManagedDataKeyVersion>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListManagedDataKeyVersionsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DataKeyName", &self.data_key_name);
        write::wrapped_list(to, "ManagedDataKeyVersions", "ManagedDataKeyVersion", &self.managed_data_key_versions);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `ManagedDataKeyVersion` in the answer.
#[derive(Default)]
pub struct ManagedDataKeyVersion {
    pub data_key_version_id: Option<String>,
    pub data_key_version_name: Option<String>,
}

impl Message for ManagedDataKeyVersion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DataKeyVersionId", &self.data_key_version_id);
        write::text(to, "DataKeyVersionName", &self.data_key_version_name);
    }
}
