//! `DescribeDBInstanceMonitor` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceMonitor` asks.
#[derive(Default)]
pub struct DescribeDBInstanceMonitorRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
}

impl Request for DescribeDBInstanceMonitorRequest {
    type Response = DescribeDBInstanceMonitorResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceMonitor;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeDBInstanceMonitor` answers.
#[derive(Default)]
pub struct DescribeDBInstanceMonitorResponse {
    pub period: Option<String>,
}

impl Message for DescribeDBInstanceMonitorResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Period", &self.period);
    }
}
