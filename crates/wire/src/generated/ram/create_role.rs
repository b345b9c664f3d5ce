//! `CreateRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateRole` asks.
#[derive(Default)]
pub struct CreateRoleRequest {
    pub assume_role_policy_document: Option<String>,
    pub description: Option<String>,
    pub max_session_duration: Option<i64>,
    pub role_name: Option<String>,
    pub tag: Vec<TagParameter>,
    pub allow_console_login: Option<bool>,
}

impl Request for CreateRoleRequest {
    type Response = CreateRoleResponse;
    const OPERATION: Operation = Operation::RamCreateRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AssumeRolePolicyDocument", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::optional("MaxSessionDuration", Shape::Integer),
        Parameter::required("RoleName", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
        Parameter::optional("AllowConsoleLogin", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            assume_role_policy_document: read::text(params, "AssumeRolePolicyDocument"),
            description: read::text(params, "Description"),
            max_session_duration: read::integer(params, "MaxSessionDuration")?,
            role_name: read::text(params, "RoleName"),
            tag: read::elements(params, "Tag")?,
            allow_console_login: read::boolean(params, "AllowConsoleLogin")?,
        })
    }
}

/// What `CreateRole` answers.
#[derive(Default)]
pub struct CreateRoleResponse {
    pub role: Option<Role>,
}

impl Message for CreateRoleResponse {
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
    }
}
