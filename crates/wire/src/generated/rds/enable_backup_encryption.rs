//! `EnableBackupEncryption` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `EnableBackupEncryption` asks.
#[derive(Default)]
pub struct EnableBackupEncryptionRequest {
    pub db_instance_name: String,
    pub encryption_key: Option<String>,
}

impl Request for EnableBackupEncryptionRequest {
    type Response = EnableBackupEncryptionResponse;
    const OPERATION: Operation = Operation::RdsEnableBackupEncryption;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("EncryptionKey", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_name: read::required_text(params, "DBInstanceName")?,
            encryption_key: read::text(params, "EncryptionKey"),
        })
    }
}

/// What `EnableBackupEncryption` answers.
#[derive(Default)]
pub struct EnableBackupEncryptionResponse {
    pub db_instance_id: Option<String>,
}

impl Message for EnableBackupEncryptionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
    }
}
