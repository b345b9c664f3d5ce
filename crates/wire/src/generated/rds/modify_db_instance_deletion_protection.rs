//! `ModifyDBInstanceDeletionProtection` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceDeletionProtection` asks.
#[derive(Default)]
pub struct ModifyDBInstanceDeletionProtectionRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub deletion_protection: bool,
}

impl Request for ModifyDBInstanceDeletionProtectionRequest {
    type Response = ModifyDBInstanceDeletionProtectionResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceDeletionProtection;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("DeletionProtection", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            deletion_protection: read::required_boolean(params, "DeletionProtection")?,
        })
    }
}

/// What `ModifyDBInstanceDeletionProtection` answers.
#[derive(Default)]
pub struct ModifyDBInstanceDeletionProtectionResponse {}

impl Message for ModifyDBInstanceDeletionProtectionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
