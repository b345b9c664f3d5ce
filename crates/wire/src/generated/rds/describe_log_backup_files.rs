//! `DescribeLogBackupFiles` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeLogBackupFiles` asks.
#[derive(Default)]
pub struct DescribeLogBackupFilesRequest {
    pub db_instance_id: String,
    pub end_time: String,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub start_time: String,
}

impl Request for DescribeLogBackupFilesRequest {
    type Response = DescribeLogBackupFilesResponse;
    const OPERATION: Operation = Operation::RdsDescribeLogBackupFiles;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("EndTime", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::required("StartTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            end_time: read::required_text(params, "EndTime")?,
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            start_time: read::required_text(params, "StartTime")?,
        })
    }
}

/// What `DescribeLogBackupFiles` answers.
#[derive(Default)]
pub struct DescribeLogBackupFilesResponse {
    pub items: Vec<BinLogFile>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_file_size: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeLogBackupFilesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "BinLogFile", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalFileSize", &self.total_file_size);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `BinLogFile` in the answer.
#[derive(Default)]
pub struct BinLogFile {
    pub download_link: Option<String>,
    pub file_size: Option<i64>,
    pub intranet_download_link: Option<String>,
    pub link_expired_time: Option<String>,
    pub log_begin_time: Option<String>,
    pub log_end_time: Option<String>,
}

impl Message for BinLogFile {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DownloadLink", &self.download_link);
        write::integer(to, "FileSize", &self.file_size);
        write::text(to, "IntranetDownloadLink", &self.intranet_download_link);
        write::text(to, "LinkExpiredTime", &self.link_expired_time);
        write::text(to, "LogBeginTime", &self.log_begin_time);
        write::text(to, "LogEndTime", &self.log_end_time);
    }
}
