//! `DescribeDBInstanceTDE` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceTDE` asks.
#[derive(Default)]
pub struct DescribeDBInstanceTDERequest {
    pub db_instance_id: String,
}

impl Request for DescribeDBInstanceTDERequest {
    type Response = DescribeDBInstanceTDEResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceTDE;

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeDBInstanceTDE` answers.
#[derive(Default)]
pub struct DescribeDBInstanceTDEResponse {
    pub databases: Vec<Database>,
    pub encryption_key: Option<String>,
    pub tde_mode: Option<String>,
    pub tde_status: Option<String>,
}

impl Message for DescribeDBInstanceTDEResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Databases", "Database", &self.databases);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::text(to, "TDEMode", &self.tde_mode);
        write::text(to, "TDEStatus", &self.tde_status);
    }
}

/// `Database` in the answer.
#[derive(Default)]
pub struct Database {
    pub db_name: Option<String>,
    pub tde_status: Option<String>,
}

impl Message for Database {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBName", &self.db_name);
        write::text(to, "TDEStatus", &self.tde_status);
    }
}
