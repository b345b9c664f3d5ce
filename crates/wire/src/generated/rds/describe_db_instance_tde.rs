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
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

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
    pub key_version: Option<i64>,
    pub progress: Option<i64>,
    pub role_arn: Option<String>,
    pub state: Option<String>,
    pub tde_mode: Option<String>,
    pub tde_status: Option<String>,
    pub table_spaces: Option<i64>,
    pub table_spaces_encrypted: Option<i64>,
    pub tips: Option<String>,
}

impl Message for DescribeDBInstanceTDEResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Databases", "Database", &self.databases);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::integer(to, "KeyVersion", &self.key_version);
        write::integer(to, "Progress", &self.progress);
        write::text(to, "RoleArn", &self.role_arn);
        write::text(to, "State", &self.state);
        write::text(to, "TDEMode", &self.tde_mode);
        write::text(to, "TDEStatus", &self.tde_status);
        write::integer(to, "TableSpaces", &self.table_spaces);
        write::integer(to, "TableSpacesEncrypted", &self.table_spaces_encrypted);
        write::text(to, "Tips", &self.tips);
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
