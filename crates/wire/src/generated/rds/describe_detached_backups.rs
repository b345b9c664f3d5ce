//! `DescribeDetachedBackups` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDetachedBackups` asks.
#[derive(Default)]
pub struct DescribeDetachedBackupsRequest {
    pub backup_id: Option<String>,
    pub backup_mode: Option<String>,
    pub backup_status: Option<String>,
    pub db_instance_id: Option<String>,
    pub end_time: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region: String,
    pub resource_group_id: Option<String>,
    pub start_time: Option<String>,
}

impl Request for DescribeDetachedBackupsRequest {
    type Response = DescribeDetachedBackupsResponse;
    const OPERATION: Operation = Operation::RdsDescribeDetachedBackups;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupId", Shape::Text),
        Parameter::optional("BackupMode", Shape::Text),
        Parameter::optional("BackupStatus", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("EndTime", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::required("Region", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("StartTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::text(params, "BackupId"),
            backup_mode: read::text(params, "BackupMode"),
            backup_status: read::text(params, "BackupStatus"),
            db_instance_id: read::text(params, "DBInstanceId"),
            end_time: read::text(params, "EndTime"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region: read::required_text(params, "Region")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
            start_time: read::text(params, "StartTime"),
        })
    }
}

/// What `DescribeDetachedBackups` answers.
#[derive(Default)]
pub struct DescribeDetachedBackupsResponse {
    pub items: Vec<Backup>,
    pub page_number: Option<String>,
    pub page_record_count: Option<String>,
    pub total_record_count: Option<String>,
}

impl Message for DescribeDetachedBackupsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "Backup", &self.items);
        write::text(to, "PageNumber", &self.page_number);
        write::text(to, "PageRecordCount", &self.page_record_count);
        write::text(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `Backup` in the answer.
#[derive(Default)]
pub struct Backup {
    pub backup_download_url: Option<String>,
    pub backup_end_time: Option<String>,
    pub backup_id: Option<String>,
    pub backup_intranet_download_url: Option<String>,
    pub backup_method: Option<String>,
    pub backup_mode: Option<String>,
    pub backup_size: Option<i64>,
    pub backup_start_time: Option<String>,
    pub backup_status: Option<String>,
    pub backup_type: Option<String>,
    pub consistent_time: Option<i64>,
    pub db_instance_comment: Option<String>,
    pub db_instance_id: Option<String>,
    pub host_instance_id: Option<String>,
    pub is_avail: Option<i64>,
    pub meta_status: Option<String>,
    pub store_status: Option<String>,
}

impl Message for Backup {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BackupDownloadURL", &self.backup_download_url);
        write::text(to, "BackupEndTime", &self.backup_end_time);
        write::text(to, "BackupId", &self.backup_id);
        write::text(to, "BackupIntranetDownloadURL", &self.backup_intranet_download_url);
        write::text(to, "BackupMethod", &self.backup_method);
        write::text(to, "BackupMode", &self.backup_mode);
        write::integer(to, "BackupSize", &self.backup_size);
        write::text(to, "BackupStartTime", &self.backup_start_time);
        write::text(to, "BackupStatus", &self.backup_status);
        write::text(to, "BackupType", &self.backup_type);
        write::integer(to, "ConsistentTime", &self.consistent_time);
        write::text(to, "DBInstanceComment", &self.db_instance_comment);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "HostInstanceID", &self.host_instance_id);
        write::integer(to, "IsAvail", &self.is_avail);
        write::text(to, "MetaStatus", &self.meta_status);
        write::text(to, "StoreStatus", &self.store_status);
    }
}
