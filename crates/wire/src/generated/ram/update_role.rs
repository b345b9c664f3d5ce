//! `UpdateRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateRole` asks.
#[derive(Default)]
pub struct UpdateRoleRequest {
    pub new_assume_role_policy_document: Option<String>,
    pub new_description: Option<String>,
    pub new_max_session_duration: Option<i64>,
    pub role_name: Option<String>,
    pub new_allow_console_login: Option<bool>,
}

impl Request for UpdateRoleRequest {
    type Response = UpdateRoleResponse;
    const OPERATION: Operation = Operation::RamUpdateRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("NewAssumeRolePolicyDocument", Shape::Text),
        Parameter::optional("NewDescription", Shape::Text),
        Parameter::optional("NewMaxSessionDuration", Shape::Integer),
        Parameter::required("RoleName", Shape::Text),
        Parameter::optional("NewAllowConsoleLogin", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            new_assume_role_policy_document: read::text(params, "NewAssumeRolePolicyDocument"),
            new_description: read::text(params, "NewDescription"),
            new_max_session_duration: read::integer(params, "NewMaxSessionDuration")?,
            role_name: read::text(params, "RoleName"),
            new_allow_console_login: read::boolean(params, "NewAllowConsoleLogin")?,
        })
    }
}

/// What `UpdateRole` answers.
#[derive(Default)]
pub struct UpdateRoleResponse {
    pub role: Option<Role>,
}

impl Message for UpdateRoleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "Role", &self.role);
    }
}

/// `Role` in the answer.
#[derive(Default)]
pub struct Role {
    pub allow_console_login: Option<bool>,
    pub arn: Option<String>,
    pub assume_role_policy_document: Option<String>,
    pub create_date: Option<String>,
    pub description: Option<String>,
    pub max_session_duration: Option<i64>,
    pub role_id: Option<String>,
    pub role_name: Option<String>,
    pub update_date: Option<String>,
}

impl Message for Role {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowConsoleLogin", &self.allow_console_login);
        write::text(to, "Arn", &self.arn);
        write::text(to, "AssumeRolePolicyDocument", &self.assume_role_policy_document);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "Description", &self.description);
        write::integer(to, "MaxSessionDuration", &self.max_session_duration);
        write::text(to, "RoleId", &self.role_id);
        write::text(to, "RoleName", &self.role_name);
        write::text(to, "UpdateDate", &self.update_date);
    }
}
