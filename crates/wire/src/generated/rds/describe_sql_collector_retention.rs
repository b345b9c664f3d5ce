//! `DescribeSQLCollectorRetention` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeSQLCollectorRetention` asks.
#[derive(Default)]
pub struct DescribeSQLCollectorRetentionRequest {
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeSQLCollectorRetentionRequest {
    type Response = DescribeSQLCollectorRetentionResponse;
    const OPERATION: Operation = Operation::RdsDescribeSQLCollectorRetention;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeSQLCollectorRetention` answers.
#[derive(Default)]
pub struct DescribeSQLCollectorRetentionResponse {
    pub config_value: Option<String>,
}

impl Message for DescribeSQLCollectorRetentionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ConfigValue", &self.config_value);
    }
}
