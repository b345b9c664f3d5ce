//! `DescribeDBMiniEngineVersions` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBMiniEngineVersions` asks.
#[derive(Default)]
pub struct DescribeDBMiniEngineVersionsRequest {
    pub db_instance_id: Option<String>,
    pub dedicated_host_group_id: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub minor_version_tag: Option<String>,
    pub node_type: Option<String>,
    pub region_id: Option<String>,
    pub storage_type: Option<String>,
}

impl Request for DescribeDBMiniEngineVersionsRequest {
    type Response = DescribeDBMiniEngineVersionsResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBMiniEngineVersions;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("Engine", Shape::Text),
        Parameter::optional("EngineVersion", Shape::Text),
        Parameter::optional("MinorVersionTag", Shape::Text),
        Parameter::optional("NodeType", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("StorageType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::text(params, "DBInstanceId"),
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            engine: read::text(params, "Engine"),
            engine_version: read::text(params, "EngineVersion"),
            minor_version_tag: read::text(params, "MinorVersionTag"),
            node_type: read::text(params, "NodeType"),
            region_id: read::text(params, "RegionId"),
            storage_type: read::text(params, "StorageType"),
        })
    }
}

/// What `DescribeDBMiniEngineVersions` answers.
#[derive(Default)]
pub struct DescribeDBMiniEngineVersionsResponse {
    pub db_instance_id: Option<String>,
    pub max_records_per_page: Option<i64>,
    pub minor_version_items: Vec<MinorVersionItem>,
    pub page_numbers: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for DescribeDBMiniEngineVersionsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "MaxRecordsPerPage", &self.max_records_per_page);
        write::list(to, "MinorVersionItems", &self.minor_version_items);
        write::integer(to, "PageNumbers", &self.page_numbers);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `MinorVersionItems` in the answer.
#[derive(Default)]
pub struct MinorVersionItem {
    pub community_minor_version: Option<String>,
    pub engine: Option<String>,
    pub engine_version: Option<String>,
    pub expire_date: Option<String>,
    pub expire_status: Option<String>,
    pub is_hotfix_version: Option<bool>,
    pub minor_version: Option<String>,
    pub node_type: Option<String>,
    pub release_note: Option<String>,
    pub release_type: Option<String>,
    pub status_desc: Option<String>,
    pub tag: Option<String>,
}

impl Message for MinorVersionItem {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CommunityMinorVersion", &self.community_minor_version);
        write::text(to, "Engine", &self.engine);
        write::text(to, "EngineVersion", &self.engine_version);
        write::text(to, "ExpireDate", &self.expire_date);
        write::text(to, "ExpireStatus", &self.expire_status);
        write::boolean(to, "IsHotfixVersion", &self.is_hotfix_version);
        write::text(to, "MinorVersion", &self.minor_version);
        write::text(to, "NodeType", &self.node_type);
        write::text(to, "ReleaseNote", &self.release_note);
        write::text(to, "ReleaseType", &self.release_type);
        write::text(to, "StatusDesc", &self.status_desc);
        write::text(to, "Tag", &self.tag);
    }
}
