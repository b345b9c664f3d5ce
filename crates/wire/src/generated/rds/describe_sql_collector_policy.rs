//! `DescribeSQLCollectorPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeSQLCollectorPolicy` asks.
#[derive(Default)]
pub struct DescribeSQLCollectorPolicyRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeSQLCollectorPolicyRequest {
    type Response = DescribeSQLCollectorPolicyResponse;
    const OPERATION: Operation = Operation::RdsDescribeSQLCollectorPolicy;
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

/// What `DescribeSQLCollectorPolicy` answers.
#[derive(Default)]
pub struct DescribeSQLCollectorPolicyResponse {
    pub sql_collector_status: Option<String>,
    pub storage_period: Option<i64>,
}

impl Message for DescribeSQLCollectorPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SQLCollectorStatus", &self.sql_collector_status);
        write::integer(to, "StoragePeriod", &self.storage_period);
    }
}
