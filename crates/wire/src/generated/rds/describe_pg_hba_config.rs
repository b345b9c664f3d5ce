//! `DescribePGHbaConfig` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribePGHbaConfig` asks.
#[derive(Default)]
pub struct DescribePGHbaConfigRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
}

impl Request for DescribePGHbaConfigRequest {
    type Response = DescribePGHbaConfigResponse;
    const OPERATION: Operation = Operation::RdsDescribePGHbaConfig;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribePGHbaConfig` answers.
#[derive(Default)]
pub struct DescribePGHbaConfigResponse {
    pub db_instance_id: Option<String>,
    pub default_hba_items: Vec<HbaItem>,
    pub hba_modify_time: Option<String>,
    pub last_modify_status: Option<String>,
    pub modify_status_reason: Option<String>,
    pub running_hba_items: Vec<DescribePGHbaConfigHbaItem>,
}

impl Message for DescribePGHbaConfigResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::wrapped_list(to, "DefaultHbaItems", "HbaItem", &self.default_hba_items);
        write::text(to, "HbaModifyTime", &self.hba_modify_time);
        write::text(to, "LastModifyStatus", &self.last_modify_status);
        write::text(to, "ModifyStatusReason", &self.modify_status_reason);
        write::wrapped_list(to, "RunningHbaItems", "HbaItem", &self.running_hba_items);
    }
}

/// `HbaItem` in the answer.
#[derive(Default)]
pub struct HbaItem {
    pub address: Option<String>,
    pub database: Option<String>,
    pub mask: Option<String>,
    pub method: Option<String>,
    pub option: Option<String>,
    pub priority_id: Option<i64>,
    pub r#type: Option<String>,
    pub user: Option<String>,
}

impl Message for HbaItem {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Address", &self.address);
        write::text(to, "Database", &self.database);
        write::text(to, "Mask", &self.mask);
        write::text(to, "Method", &self.method);
        write::text(to, "Option", &self.option);
        write::integer(to, "PriorityId", &self.priority_id);
        write::text(to, "Type", &self.r#type);
        write::text(to, "User", &self.user);
    }
}

/// `HbaItem` in the answer.
#[derive(Default)]
pub struct DescribePGHbaConfigHbaItem {
    pub address: Option<String>,
    pub database: Option<String>,
    pub mask: Option<String>,
    pub method: Option<String>,
    pub option: Option<String>,
    pub priority_id: Option<i64>,
    pub r#type: Option<String>,
    pub user: Option<String>,
}

impl Message for DescribePGHbaConfigHbaItem {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Address", &self.address);
        write::text(to, "Database", &self.database);
        write::text(to, "Mask", &self.mask);
        write::text(to, "Method", &self.method);
        write::text(to, "Option", &self.option);
        write::integer(to, "PriorityId", &self.priority_id);
        write::text(to, "Type", &self.r#type);
        write::text(to, "User", &self.user);
    }
}
