//! `DescribeAccountMaskingPrivilege` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAccountMaskingPrivilege` asks.
#[derive(Default)]
pub struct DescribeAccountMaskingPrivilegeRequest {
    pub db_instance_name: String,
    pub db_name: Option<String>,
    pub region_id: Option<String>,
    pub user_name: Option<String>,
}

impl Request for DescribeAccountMaskingPrivilegeRequest {
    type Response = DescribeAccountMaskingPrivilegeResponse;
    const OPERATION: Operation = Operation::RdsDescribeAccountMaskingPrivilege;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_name: read::required_text(params, "DBInstanceName")?,
            db_name: read::text(params, "DBName"),
            region_id: read::text(params, "RegionId"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `DescribeAccountMaskingPrivilege` answers.
#[derive(Default)]
pub struct DescribeAccountMaskingPrivilegeResponse {
    pub data: Vec<UserPrivilege>,
}

impl Message for DescribeAccountMaskingPrivilegeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Data", "UserPrivilege", &self.data);
    }
}

/// `UserPrivilege` in the answer.
#[derive(Default)]
pub struct UserPrivilege {
    pub expire_time: Option<String>,
    pub privilege: Option<String>,
    pub user_name: Option<String>,
}

impl Message for UserPrivilege {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ExpireTime", &self.expire_time);
        write::text(to, "Privilege", &self.privilege);
        write::text(to, "UserName", &self.user_name);
    }
}
