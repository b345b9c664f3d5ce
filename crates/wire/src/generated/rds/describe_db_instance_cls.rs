//! `DescribeDBInstanceCLS` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceCLS` asks.
#[derive(Default)]
pub struct DescribeDBInstanceCLSRequest {
    pub db_instance_id: String,
}

impl Request for DescribeDBInstanceCLSRequest {
    type Response = DescribeDBInstanceCLSResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceCLS;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeDBInstanceCLS` answers.
#[derive(Default)]
pub struct DescribeDBInstanceCLSResponse {
    pub algorithm: Option<String>,
    pub encryption_key: Option<String>,
    pub encryption_key_mode: Option<String>,
    pub white_list_mode: Option<bool>,
}

impl Message for DescribeDBInstanceCLSResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Algorithm", &self.algorithm);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::text(to, "EncryptionKeyMode", &self.encryption_key_mode);
        write::boolean(to, "WhiteListMode", &self.white_list_mode);
    }
}
