//! `CheckCloudResourceAuthorized` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckCloudResourceAuthorized` asks.
#[derive(Default)]
pub struct CheckCloudResourceAuthorizedRequest {
    pub db_instance_id: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub target_region_id: Option<String>,
}

impl Request for CheckCloudResourceAuthorizedRequest {
    type Response = CheckCloudResourceAuthorizedResponse;
    const OPERATION: Operation = Operation::RdsCheckCloudResourceAuthorized;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("TargetRegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::text(params, "DBInstanceId"),
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            target_region_id: read::text(params, "TargetRegionId"),
        })
    }
}

/// What `CheckCloudResourceAuthorized` answers.
#[derive(Default)]
pub struct CheckCloudResourceAuthorizedResponse {
    pub authorization_state: Option<i64>,
    pub role_arn: Option<String>,
}

impl Message for CheckCloudResourceAuthorizedResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "AuthorizationState", &self.authorization_state);
        write::text(to, "RoleArn", &self.role_arn);
    }
}
