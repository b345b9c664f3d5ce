//! `DescribeHASwitchConfig` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeHASwitchConfig` asks.
#[derive(Default)]
pub struct DescribeHASwitchConfigRequest {
    pub db_instance_id: String,
    pub region_id: Option<String>,
}

impl Request for DescribeHASwitchConfigRequest {
    type Response = DescribeHASwitchConfigResponse;
    const OPERATION: Operation = Operation::RdsDescribeHASwitchConfig;
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

/// What `DescribeHASwitchConfig` answers.
#[derive(Default)]
pub struct DescribeHASwitchConfigResponse {
    pub ha_config: Option<String>,
    pub manual_ha_time: Option<String>,
}

impl Message for DescribeHASwitchConfigResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "HAConfig", &self.ha_config);
        write::text(to, "ManualHATime", &self.manual_ha_time);
    }
}
