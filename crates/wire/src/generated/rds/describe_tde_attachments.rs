//! `DescribeTdeAttachments` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeTdeAttachments` asks.
#[derive(Default)]
pub struct DescribeTdeAttachmentsRequest {
    pub name: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
}

impl Request for DescribeTdeAttachmentsRequest {
    type Response = DescribeTdeAttachmentsResponse;
    const OPERATION: Operation = Operation::RdsDescribeTdeAttachments;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Name", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::text(params, "Name"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DescribeTdeAttachments` answers.
#[derive(Default)]
pub struct DescribeTdeAttachmentsResponse {
    pub items: Vec<TdeAttachment>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeTdeAttachmentsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "TdeAttachment", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `TdeAttachment` in the answer.
#[derive(Default)]
pub struct TdeAttachment {
    pub name: Option<String>,
    pub mount_path: Option<String>,
    pub status: Option<String>,
    pub next_start: Option<String>,
    pub reason: Option<String>,
    pub encryption_key: Option<String>,
    pub role_arn: Option<String>,
    pub service_key: Option<bool>,
    pub create_time: Option<String>,
    pub token_time: Option<String>,
    pub last_opened_time: Option<String>,
    pub last_refused_time: Option<String>,
    pub last_refused_reason: Option<String>,
    pub kept_until: Option<String>,
    pub vault_urls: Vec<String>,
    pub former_vault_urls: Vec<String>,
}

impl Message for TdeAttachment {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Name", &self.name);
        write::text(to, "MountPath", &self.mount_path);
        write::text(to, "Status", &self.status);
        write::text(to, "NextStart", &self.next_start);
        write::text(to, "Reason", &self.reason);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::text(to, "RoleArn", &self.role_arn);
        write::boolean(to, "ServiceKey", &self.service_key);
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "TokenTime", &self.token_time);
        write::text(to, "LastOpenedTime", &self.last_opened_time);
        write::text(to, "LastRefusedTime", &self.last_refused_time);
        write::text(to, "LastRefusedReason", &self.last_refused_reason);
        write::text(to, "KeptUntil", &self.kept_until);
        write::wrapped_texts(to, "VaultUrls", "VaultUrl", &self.vault_urls);
        write::wrapped_texts(to, "FormerVaultUrls", "FormerVaultUrl", &self.former_vault_urls);
    }
}
