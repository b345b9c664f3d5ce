//! `ModifySQLCollectorPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifySQLCollectorPolicy` asks.
#[derive(Default)]
pub struct ModifySQLCollectorPolicyRequest {
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
    pub sql_collector_status: String,
}

impl Request for ModifySQLCollectorPolicyRequest {
    type Response = ModifySQLCollectorPolicyResponse;
    const OPERATION: Operation = Operation::RdsModifySQLCollectorPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::required("SQLCollectorStatus", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
            sql_collector_status: read::required_text(params, "SQLCollectorStatus")?,
        })
    }
}

/// What `ModifySQLCollectorPolicy` answers.
#[derive(Default)]
pub struct ModifySQLCollectorPolicyResponse {}

impl Message for ModifySQLCollectorPolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
