//! `DescribeDBInstanceHAConfig` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceHAConfig` asks.
#[derive(Default)]
pub struct DescribeDBInstanceHAConfigRequest {
    pub db_instance_id: String,
}

impl Request for DescribeDBInstanceHAConfigRequest {
    type Response = DescribeDBInstanceHAConfigResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceHAConfig;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeDBInstanceHAConfig` answers.
#[derive(Default)]
pub struct DescribeDBInstanceHAConfigResponse {
    pub db_instance_id: Option<String>,
    pub ha_mode: Option<String>,
    pub host_instance_infos: Vec<NodeInfo>,
    pub sync_mode: Option<String>,
}

impl Message for DescribeDBInstanceHAConfigResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "HAMode", &self.ha_mode);
        write::wrapped_list(to, "HostInstanceInfos", "NodeInfo", &self.host_instance_infos);
        write::text(to, "SyncMode", &self.sync_mode);
    }
}

/// `NodeInfo` in the answer.
#[derive(Default)]
pub struct NodeInfo {
    pub data_sync_time: Option<String>,
    pub log_sync_time: Option<String>,
    pub node_id: Option<String>,
    pub node_type: Option<String>,
    pub region_id: Option<String>,
    pub sync_status: Option<String>,
    pub zone_id: Option<String>,
}

impl Message for NodeInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DataSyncTime", &self.data_sync_time);
        write::text(to, "LogSyncTime", &self.log_sync_time);
        write::text(to, "NodeId", &self.node_id);
        write::text(to, "NodeType", &self.node_type);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "SyncStatus", &self.sync_status);
        write::text(to, "ZoneId", &self.zone_id);
    }
}
