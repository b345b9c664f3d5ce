//! `CheckInstanceExist` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckInstanceExist` asks.
#[derive(Default)]
pub struct CheckInstanceExistRequest {
    pub db_instance_id: String,
}

impl Request for CheckInstanceExistRequest {
    type Response = CheckInstanceExistResponse;
    const OPERATION: Operation = Operation::RdsCheckInstanceExist;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `CheckInstanceExist` answers.
#[derive(Default)]
pub struct CheckInstanceExistResponse {
    pub is_exist_instance: Option<bool>,
}

impl Message for CheckInstanceExistResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "IsExistInstance", &self.is_exist_instance);
    }
}
