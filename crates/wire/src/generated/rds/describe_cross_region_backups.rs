//! `DescribeCrossRegionBackups` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeCrossRegionBackups` asks.
#[derive(Default)]
pub struct DescribeCrossRegionBackupsRequest {
    pub backup_id: Option<i64>,
    pub cross_backup_id: Option<i64>,
    pub cross_backup_region: Option<String>,
    pub db_instance_id: String,
    pub end_time: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub start_time: Option<String>,
}

impl Request for DescribeCrossRegionBackupsRequest {
    type Response = DescribeCrossRegionBackupsResponse;
    const OPERATION: Operation = Operation::RdsDescribeCrossRegionBackups;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupId", Shape::Integer),
        Parameter::optional("CrossBackupId", Shape::Integer),
        Parameter::optional("CrossBackupRegion", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("EndTime", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("StartTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::integer(params, "BackupId")?,
            cross_backup_id: read::integer(params, "CrossBackupId")?,
            cross_backup_region: read::text(params, "CrossBackupRegion"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            end_time: read::text(params, "EndTime"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            start_time: read::text(params, "StartTime"),
        })
    }
}

/// What `DescribeCrossRegionBackups` answers.
#[derive(Default)]
pub struct DescribeCrossRegionBackupsResponse {
    pub end_time: Option<String>,
    pub items: Vec<Item>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub region_id: Option<String>,
    pub start_time: Option<String>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeCrossRegionBackupsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "EndTime", &self.end_time);
        write::wrapped_list(to, "Items", "Item", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "StartTime", &self.start_time);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `Item` in the answer.
#[derive(Default)]
pub struct Item {
    pub backup_end_time: Option<String>,
    pub backup_method: Option<String>,
    pub backup_set_scale: Option<i64>,
    pub backup_set_status: Option<i64>,
    pub backup_start_time: Option<String>,
    pub backup_type: Option<String>,
    pub category: Option<String>,
    pub consistent_time: Option<String>,
    pub cross_backup_download_link: Option<String>,
    pub cross_backup_id: Option<i64>,
    pub cross_backup_region: Option<String>,
    pub cross_backup_set_file: Option<String>,
    pub cross_backup_set_location: Option<String>,
    pub cross_backup_set_size: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub instance_id: Option<i64>,
    pub restore_regions: Vec<String>,
}

impl Message for Item {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BackupEndTime", &self.backup_end_time);
        write::text(to, "BackupMethod", &self.backup_method);
        write::integer(to, "BackupSetScale", &self.backup_set_scale);
        write::integer(to, "BackupSetStatus", &self.backup_set_status);
        write::text(to, "BackupStartTime", &self.backup_start_time);
        write::text(to, "BackupType", &self.backup_type);
        write::text(to, "Category", &self.category);
        write::text(to, "ConsistentTime", &self.consistent_time);
        write::text(to, "CrossBackupDownloadLink", &self.cross_backup_download_link);
        write::integer(to, "CrossBackupId", &self.cross_backup_id);
        write::text(to, "CrossBackupRegion", &self.cross_backup_region);
        write::text(to, "CrossBackupSetFile", &self.cross_backup_set_file);
        write::text(to, "CrossBackupSetLocation", &self.cross_backup_set_location);
        write::integer(to, "CrossBackupSetSize", &self.cross_backup_set_size);
        write::text(to, "DBInstanceStorageType", &self.db_instance_storage_type);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::integer(to, "InstanceId", &self.instance_id);
        write::wrapped_texts(to, "RestoreRegions", "RestoreRegion", &self.restore_regions);
    }
}
