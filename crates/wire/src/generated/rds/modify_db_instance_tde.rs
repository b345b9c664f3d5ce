//! `ModifyDBInstanceTDE` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceTDE` asks.
#[derive(Default)]
pub struct ModifyDBInstanceTDERequest {
    pub certificate: Option<String>,
    pub db_instance_id: String,
    pub db_name: Option<String>,
    pub encryption_key: Option<String>,
    pub is_rotate: Option<bool>,
    pub pass_word: Option<SecretText>,
    pub private_key: Option<SecretText>,
    pub role_arn: Option<String>,
    pub tde_status: String,
}

impl Request for ModifyDBInstanceTDERequest {
    type Response = ModifyDBInstanceTDEResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceTDE;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Certificate", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("EncryptionKey", Shape::Text),
        Parameter::optional("IsRotate", Shape::Boolean),
        Parameter::optional("PassWord", Shape::Secret),
        Parameter::optional("PrivateKey", Shape::Secret),
        Parameter::optional("RoleArn", Shape::Text),
        Parameter::required("TDEStatus", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            certificate: read::text(params, "Certificate"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::text(params, "DBName"),
            encryption_key: read::text(params, "EncryptionKey"),
            is_rotate: read::boolean(params, "IsRotate")?,
            pass_word: read::secret(params, "PassWord"),
            private_key: read::secret(params, "PrivateKey"),
            role_arn: read::text(params, "RoleArn"),
            tde_status: read::required_text(params, "TDEStatus")?,
        })
    }
}

/// What `ModifyDBInstanceTDE` answers.
#[derive(Default)]
pub struct ModifyDBInstanceTDEResponse {}

impl Message for ModifyDBInstanceTDEResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
