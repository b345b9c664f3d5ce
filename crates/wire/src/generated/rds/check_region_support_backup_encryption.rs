//! `CheckRegionSupportBackupEncryption` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckRegionSupportBackupEncryption` asks.
#[derive(Default)]
pub struct CheckRegionSupportBackupEncryptionRequest {
    pub db_instance_id: Option<String>,
    pub region_id: Option<String>,
}

impl Request for CheckRegionSupportBackupEncryptionRequest {
    type Response = CheckRegionSupportBackupEncryptionResponse;
    const OPERATION: Operation = Operation::RdsCheckRegionSupportBackupEncryption;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBInstanceID", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::text(params, "DBInstanceID"),
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `CheckRegionSupportBackupEncryption` answers.
#[derive(Default)]
pub struct CheckRegionSupportBackupEncryptionResponse {
    pub support_backup_encryption: Option<bool>,
}

impl Message for CheckRegionSupportBackupEncryptionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "SupportBackupEncryption", &self.support_backup_encryption);
    }
}
