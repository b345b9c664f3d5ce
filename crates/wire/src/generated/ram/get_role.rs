//! `GetRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetRole` asks.
#[derive(Default)]
pub struct GetRoleRequest {
    pub role_name: Option<String>,
}

impl Request for GetRoleRequest {
    type Response = GetRoleResponse;
    const OPERATION: Operation = Operation::RamGetRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("RoleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            role_name: read::text(params, "RoleName"),
        })
    }
}

/// What `GetRole` answers.
#[derive(Default)]
pub struct GetRoleResponse {
    pub role: Option<Role>,
}

impl Message for GetRoleResponse {
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
    pub is_service_linked_role: Option<bool>,
    pub latest_deletion_task: Option<LatestDeletionTask>,
    pub max_session_duration: Option<i64>,
    pub role_id: Option<String>,
    pub role_name: Option<String>,
    pub role_principal_name: Option<String>,
    pub update_date: Option<String>,
}

impl Message for Role {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowConsoleLogin", &self.allow_console_login);
        write::text(to, "Arn", &self.arn);
        write::text(to, "AssumeRolePolicyDocument", &self.assume_role_policy_document);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "Description", &self.description);
        write::boolean(to, "IsServiceLinkedRole", &self.is_service_linked_role);
        write::object(to, "LatestDeletionTask", &self.latest_deletion_task);
        write::integer(to, "MaxSessionDuration", &self.max_session_duration);
        write::text(to, "RoleId", &self.role_id);
        write::text(to, "RoleName", &self.role_name);
        write::text(to, "RolePrincipalName", &self.role_principal_name);
        write::text(to, "UpdateDate", &self.update_date);
    }
}

/// `LatestDeletionTask` in the answer.
#[derive(Default)]
pub struct LatestDeletionTask {
    pub create_date: Option<String>,
    pub deletion_task_id: Option<String>,
}

impl Message for LatestDeletionTask {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "DeletionTaskId", &self.deletion_task_id);
    }
}
