//! `ModifyDBInstanceCLS` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceCLS` asks.
#[derive(Default)]
pub struct ModifyDBInstanceCLSRequest {
    pub db_instance_id: String,
    pub encryption_algorithm: Option<String>,
    pub encryption_key: Option<String>,
    pub encryption_key_mode: Option<String>,
    pub encryption_status: String,
    pub is_rotate: Option<bool>,
    pub role_arn: Option<String>,
    pub white_list_mode: Option<bool>,
}

impl Request for ModifyDBInstanceCLSRequest {
    type Response = ModifyDBInstanceCLSResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceCLS;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("EncryptionAlgorithm", Shape::Text),
        Parameter::optional("EncryptionKey", Shape::Text),
        Parameter::optional("EncryptionKeyMode", Shape::Text),
        Parameter::required("EncryptionStatus", Shape::Text),
        Parameter::optional("IsRotate", Shape::Boolean),
        Parameter::optional("RoleArn", Shape::Text),
        Parameter::optional("WhiteListMode", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            encryption_algorithm: read::text(params, "EncryptionAlgorithm"),
            encryption_key: read::text(params, "EncryptionKey"),
            encryption_key_mode: read::text(params, "EncryptionKeyMode"),
            encryption_status: read::required_text(params, "EncryptionStatus")?,
            is_rotate: read::boolean(params, "IsRotate")?,
            role_arn: read::text(params, "RoleArn"),
            white_list_mode: read::boolean(params, "WhiteListMode")?,
        })
    }
}

/// What `ModifyDBInstanceCLS` answers.
#[derive(Default)]
pub struct ModifyDBInstanceCLSResponse {}

impl Message for ModifyDBInstanceCLSResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
