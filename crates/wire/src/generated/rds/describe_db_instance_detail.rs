//! `DescribeDBInstanceDetail` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceDetail` asks.
#[derive(Default)]
pub struct DescribeDBInstanceDetailRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeDBInstanceDetailRequest {
    type Response = DescribeDBInstanceDetailResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceDetail;
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

/// What `DescribeDBInstanceDetail` answers.
#[derive(Default)]
pub struct DescribeDBInstanceDetailResponse {
    pub activation_state: Option<String>,
    pub db_instance_id: Option<String>,
    pub license_type: Option<String>,
    pub region_id: Option<String>,
}

impl Message for DescribeDBInstanceDetailResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ActivationState", &self.activation_state);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "LicenseType", &self.license_type);
        write::text(to, "RegionId", &self.region_id);
    }
}
