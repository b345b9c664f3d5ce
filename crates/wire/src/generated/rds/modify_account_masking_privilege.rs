//! `ModifyAccountMaskingPrivilege` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyAccountMaskingPrivilege` asks.
#[derive(Default)]
pub struct ModifyAccountMaskingPrivilegeRequest {
    pub db_instance_name: String,
    pub db_name: Option<String>,
    pub expire_time: Option<String>,
    pub privilege: String,
    pub region_id: Option<String>,
    pub user_name: String,
}

impl Request for ModifyAccountMaskingPrivilegeRequest {
    type Response = ModifyAccountMaskingPrivilegeResponse;
    const OPERATION: Operation = Operation::RdsModifyAccountMaskingPrivilege;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceName", Shape::Text),
        Parameter::optional("DBName", Shape::Text),
        Parameter::optional("ExpireTime", Shape::Text),
        Parameter::required("Privilege", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_name: read::required_text(params, "DBInstanceName")?,
            db_name: read::text(params, "DBName"),
            expire_time: read::text(params, "ExpireTime"),
            privilege: read::required_text(params, "Privilege")?,
            region_id: read::text(params, "RegionId"),
            user_name: read::required_text(params, "UserName")?,
        })
    }
}

/// What `ModifyAccountMaskingPrivilege` answers.
#[derive(Default)]
pub struct ModifyAccountMaskingPrivilegeResponse {
    pub data: Vec<(String, String)>,
    pub message: Option<String>,
    pub success: Option<String>,
}

impl Message for ModifyAccountMaskingPrivilegeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::map(to, "Data", &self.data);
        write::text(to, "Message", &self.message);
        write::text(to, "Success", &self.success);
    }
}
