//! `DeleteDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteDBInstance` asks.
#[derive(Default)]
pub struct DeleteDBInstanceRequest {
    pub db_instance_id: String,
    pub released_keep_policy: Option<String>,
}

impl Request for DeleteDBInstanceRequest {
    type Response = DeleteDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsDeleteDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ReleasedKeepPolicy", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            released_keep_policy: read::text(params, "ReleasedKeepPolicy"),
        })
    }
}

/// What `DeleteDBInstance` answers.
#[derive(Default)]
pub struct DeleteDBInstanceResponse {
    pub region_id: Option<String>,
}

impl Message for DeleteDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "RegionId", &self.region_id);
    }
}
