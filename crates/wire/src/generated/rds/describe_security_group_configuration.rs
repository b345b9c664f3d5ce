//! `DescribeSecurityGroupConfiguration` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeSecurityGroupConfiguration` asks.
#[derive(Default)]
pub struct DescribeSecurityGroupConfigurationRequest {
    pub db_instance_id: String,
}

impl Request for DescribeSecurityGroupConfigurationRequest {
    type Response = DescribeSecurityGroupConfigurationResponse;
    const OPERATION: Operation = Operation::RdsDescribeSecurityGroupConfiguration;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeSecurityGroupConfiguration` answers.
#[derive(Default)]
pub struct DescribeSecurityGroupConfigurationResponse {
    pub db_instance_name: Option<String>,
    pub items: Vec<EcsSecurityGroupRelation>,
}

impl Message for DescribeSecurityGroupConfigurationResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceName", &self.db_instance_name);
        write::wrapped_list(to, "Items", "EcsSecurityGroupRelation", &self.items);
    }
}

/// `EcsSecurityGroupRelation` in the answer.
#[derive(Default)]
pub struct EcsSecurityGroupRelation {
    pub network_type: Option<String>,
    pub region_id: Option<String>,
    pub security_group_id: Option<String>,
    pub security_group_name: Option<String>,
}

impl Message for EcsSecurityGroupRelation {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "NetworkType", &self.network_type);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "SecurityGroupId", &self.security_group_id);
        write::text(to, "SecurityGroupName", &self.security_group_name);
    }
}
