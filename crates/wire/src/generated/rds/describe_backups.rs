//! `DescribeBackups` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeBackups` asks.
#[derive(Default)]
pub struct DescribeBackupsRequest {
    pub backup_id: Option<String>,
    pub backup_mode: Option<String>,
    pub backup_status: Option<String>,
    pub backup_type: Option<String>,
    pub db_instance_id: String,
    pub end_time: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub start_time: Option<String>,
}

impl Request for DescribeBackupsRequest {
    type Response = DescribeBackupsResponse;
    const OPERATION: Operation = Operation::RdsDescribeBackups;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupId", Shape::Text),
        Parameter::optional("BackupMode", Shape::Text),
        Parameter::optional("BackupStatus", Shape::Text),
        Parameter::optional("BackupType", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("EndTime", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("StartTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::text(params, "BackupId"),
            backup_mode: read::text(params, "BackupMode"),
            backup_status: read::text(params, "BackupStatus"),
            backup_type: read::text(params, "BackupType"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            end_time: read::text(params, "EndTime"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            start_time: read::text(params, "StartTime"),
        })
    }
}

/// What `DescribeBackups` answers.
#[derive(Default)]
pub struct DescribeBackupsResponse {
    pub items: Vec<Backup>,
    pub page_number: Option<String>,
    pub page_record_count: Option<String>,
    pub total_ecs_snapshot_size: Option<i64>,
    pub total_record_count: Option<String>,
}

impl Message for DescribeBackupsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "Backup", &self.items);
        write::text(to, "PageNumber", &self.page_number);
        write::text(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalEcsSnapshotSize", &self.total_ecs_snapshot_size);
        write::text(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `Backup` in the answer.
#[derive(Default)]
pub struct Backup {
    pub backup_download_link_by_db: Vec<BackupDownloadLinkByDB>,
    pub backup_download_url: Option<String>,
    pub backup_end_time: Option<String>,
    pub backup_id: Option<String>,
    pub backup_initiator: Option<String>,
    pub backup_intranet_download_url: Option<String>,
    pub backup_method: Option<String>,
    pub backup_mode: Option<String>,
    pub backup_size: Option<i64>,
    pub backup_start_time: Option<String>,
    pub backup_status: Option<String>,
    pub backup_type: Option<String>,
    pub checksum: Option<String>,
    pub consistent_time: Option<i64>,
    pub copy_only_backup: Option<String>,
    pub db_instance_id: Option<String>,
    pub encryption: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub expect_expire_time: Option<String>,
    pub host_instance_id: Option<String>,
    pub is_avail: Option<i64>,
    pub meta_status: Option<String>,
    pub storage_class: Option<String>,
    pub store_status: Option<String>,
}

impl Message for Backup {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "BackupDownloadLinkByDB", "BackupDownloadLinkByDB", &self.backup_download_link_by_db);
        write::text(to, "BackupDownloadURL", &self.backup_download_url);
        write::text(to, "BackupEndTime", &self.backup_end_time);
        write::text(to, "BackupId", &self.backup_id);
        write::text(to, "BackupInitiator", &self.backup_initiator);
        write::text(to, "BackupIntranetDownloadURL", &self.backup_intranet_download_url);
        write::text(to, "BackupMethod", &self.backup_method);
        write::text(to, "BackupMode", &self.backup_mode);
        write::integer(to, "BackupSize", &self.backup_size);
        write::text(to, "BackupStartTime", &self.backup_start_time);
        write::text(to, "BackupStatus", &self.backup_status);
        write::text(to, "BackupType", &self.backup_type);
        write::text(to, "Checksum", &self.checksum);
        write::integer(to, "ConsistentTime", &self.consistent_time);
        write::text(to, "CopyOnlyBackup", &self.copy_only_backup);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "Encryption", &self.encryption);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::text(to, "ExpectExpireTime", &self.expect_expire_time);
        write::text(to, "HostInstanceID", &self.host_instance_id);
        write::integer(to, "IsAvail", &self.is_avail);
        write::text(to, "MetaStatus", &self.meta_status);
        write::text(to, "StorageClass", &self.storage_class);
        write::text(to, "StoreStatus", &self.store_status);
    }
}

/// `BackupDownloadLinkByDB` in the answer.
#[derive(Default)]
pub struct BackupDownloadLinkByDB {
    pub data_base: Option<String>,
    pub download_link: Option<String>,
    pub intranet_download_link: Option<String>,
}

impl Message for BackupDownloadLinkByDB {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DataBase", &self.data_base);
        write::text(to, "DownloadLink", &self.download_link);
        write::text(to, "IntranetDownloadLink", &self.intranet_download_link);
    }
}
