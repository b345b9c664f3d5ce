//! `DescribeAccounts` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAccounts` asks.
#[derive(Default)]
pub struct DescribeAccountsRequest {
    pub account_name: Option<String>,
    pub db_instance_id: String,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for DescribeAccountsRequest {
    type Response = DescribeAccountsResponse;
    const OPERATION: Operation = Operation::RdsDescribeAccounts;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AccountName", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::text(params, "AccountName"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `DescribeAccounts` answers.
#[derive(Default)]
pub struct DescribeAccountsResponse {
    pub accounts: Vec<DBInstanceAccount>,
    pub page_number: Option<i64>,
    pub resource_group_id: Option<String>,
    pub system_admin_account_first_activation_time: Option<String>,
    pub system_admin_account_status: Option<String>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeAccountsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Accounts", "DBInstanceAccount", &self.accounts);
        write::integer(to, "PageNumber", &self.page_number);
        write::text(to, "ResourceGroupId", &self.resource_group_id);
        write::text(to, "SystemAdminAccountFirstActivationTime", &self.system_admin_account_first_activation_time);
        write::text(to, "SystemAdminAccountStatus", &self.system_admin_account_status);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `DBInstanceAccount` in the answer.
#[derive(Default)]
pub struct DBInstanceAccount {
    pub account_description: Option<String>,
    pub account_name: Option<String>,
    pub account_status: Option<String>,
    pub account_type: Option<String>,
    pub bypass_rls: Option<String>,
    pub check_policy: Option<bool>,
    pub create_db: Option<String>,
    pub create_role: Option<String>,
    pub db_instance_id: Option<String>,
    pub database_privileges: Vec<DatabasePrivilege>,
    pub password_expire_time: Option<String>,
    pub priv_exceeded: Option<String>,
    pub replication: Option<String>,
    pub valid_until: Option<String>,
}

impl Message for DBInstanceAccount {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountDescription", &self.account_description);
        write::text(to, "AccountName", &self.account_name);
        write::text(to, "AccountStatus", &self.account_status);
        write::text(to, "AccountType", &self.account_type);
        write::text(to, "BypassRLS", &self.bypass_rls);
        write::boolean(to, "CheckPolicy", &self.check_policy);
        write::text(to, "CreateDB", &self.create_db);
        write::text(to, "CreateRole", &self.create_role);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::wrapped_list(to, "DatabasePrivileges", "DatabasePrivilege", &self.database_privileges);
        write::text(to, "PasswordExpireTime", &self.password_expire_time);
        write::text(to, "PrivExceeded", &self.priv_exceeded);
        write::text(to, "Replication", &self.replication);
        write::text(to, "ValidUntil", &self.valid_until);
    }
}

/// `DatabasePrivilege` in the answer.
#[derive(Default)]
pub struct DatabasePrivilege {
    pub account_privilege: Option<String>,
    pub account_privilege_detail: Option<String>,
    pub db_name: Option<String>,
}

impl Message for DatabasePrivilege {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountPrivilege", &self.account_privilege);
        write::text(to, "AccountPrivilegeDetail", &self.account_privilege_detail);
        write::text(to, "DBName", &self.db_name);
    }
}
