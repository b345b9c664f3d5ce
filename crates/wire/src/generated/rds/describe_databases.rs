//! `DescribeDatabases` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDatabases` asks.
#[derive(Default)]
pub struct DescribeDatabasesRequest {
    pub db_instance_id: String,
    pub db_name: Option<String>,
    pub db_status: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for DescribeDatabasesRequest {
    type Response = DescribeDatabasesResponse;
    const OPERATION: Operation = Operation::RdsDescribeDatabases;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("DBStatus", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_name: read::text(params, "DBName"),
            db_status: read::text(params, "DBStatus"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `DescribeDatabases` answers.
#[derive(Default)]
pub struct DescribeDatabasesResponse {
    pub databases: Vec<Database>,
}

impl Message for DescribeDatabasesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Databases", "Database", &self.databases);
    }
}

/// `Database` in the answer.
#[derive(Default)]
pub struct Database {
    pub accounts: Vec<AccountPrivilegeInfo>,
    pub advanced_info: Vec<Vec<(String, String)>>,
    pub basic_info: Vec<Vec<(String, String)>>,
    pub character_set_name: Option<String>,
    pub collate: Option<String>,
    pub conn_limit: Option<String>,
    pub ctype: Option<String>,
    pub db_description: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_name: Option<String>,
    pub db_status: Option<String>,
    pub duck_db_enabled: Option<bool>,
    pub engine: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub runtime_info: Vec<Vec<(String, String)>>,
    pub tablespace: Option<String>,
    pub total_count: Option<i64>,
}

impl Message for Database {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Accounts", "AccountPrivilegeInfo", &self.accounts);
        write::wrapped_maps(to, "AdvancedInfo", "AdvancedDbProperty", &self.advanced_info);
        write::wrapped_maps(to, "BasicInfo", "BasicDbProperty", &self.basic_info);
        write::text(to, "CharacterSetName", &self.character_set_name);
        write::text(to, "Collate", &self.collate);
        write::text(to, "ConnLimit", &self.conn_limit);
        write::text(to, "Ctype", &self.ctype);
        write::text(to, "DBDescription", &self.db_description);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "DBName", &self.db_name);
        write::text(to, "DBStatus", &self.db_status);
        write::boolean(to, "DuckDBEnabled", &self.duck_db_enabled);
        write::text(to, "Engine", &self.engine);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::wrapped_maps(to, "RuntimeInfo", "RuntimeDbProperty", &self.runtime_info);
        write::text(to, "Tablespace", &self.tablespace);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `AccountPrivilegeInfo` in the answer.
#[derive(Default)]
pub struct AccountPrivilegeInfo {
    pub account: Option<String>,
    pub account_privilege: Option<String>,
    pub account_privilege_detail: Option<String>,
}

impl Message for AccountPrivilegeInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Account", &self.account);
        write::text(to, "AccountPrivilege", &self.account_privilege);
        write::text(to, "AccountPrivilegeDetail", &self.account_privilege_detail);
    }
}
