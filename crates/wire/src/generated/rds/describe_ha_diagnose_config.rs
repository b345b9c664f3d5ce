//! `DescribeHADiagnoseConfig` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeHADiagnoseConfig` asks.
#[derive(Default)]
pub struct DescribeHADiagnoseConfigRequest {
    pub db_instance_id: String,
    pub region_id: Option<String>,
}

impl Request for DescribeHADiagnoseConfigRequest {
    type Response = DescribeHADiagnoseConfigResponse;
    const OPERATION: Operation = Operation::RdsDescribeHADiagnoseConfig;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DescribeHADiagnoseConfig` answers.
#[derive(Default)]
pub struct DescribeHADiagnoseConfigResponse {
    pub tcp_connection_type: Option<String>,
}

impl Message for DescribeHADiagnoseConfigResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TcpConnectionType", &self.tcp_connection_type);
    }
}
