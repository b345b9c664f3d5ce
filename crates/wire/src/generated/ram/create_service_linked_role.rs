//! `CreateServiceLinkedRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateServiceLinkedRole` asks.
#[derive(Default)]
pub struct CreateServiceLinkedRoleRequest {
    pub custom_suffix: Option<String>,
    pub description: Option<String>,
    pub service_name: String,
}

impl Request for CreateServiceLinkedRoleRequest {
    type Response = CreateServiceLinkedRoleResponse;
    const OPERATION: Operation = Operation::RamCreateServiceLinkedRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("CustomSuffix", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::required("ServiceName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            custom_suffix: read::text(params, "CustomSuffix"),
            description: read::text(params, "Description"),
            service_name: read::required_text(params, "ServiceName")?,
        })
    }
}

/// What `CreateServiceLinkedRole` answers.
#[derive(Default)]
pub struct CreateServiceLinkedRoleResponse {
    pub role: Option<Role>,
}

impl Message for CreateServiceLinkedRoleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "Role", &self.role);
    }
}

/// `Role` in the answer.
#[derive(Default)]
pub struct Role {
    pub arn: Option<String>,
    pub assume_role_policy_document: Option<String>,
    pub create_date: Option<String>,
    pub description: Option<String>,
    pub is_service_linked_role: Option<bool>,
    pub role_id: Option<String>,
    pub role_name: Option<String>,
}

impl Message for Role {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AssumeRolePolicyDocument", &self.assume_role_policy_document);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "Description", &self.description);
        write::boolean(to, "IsServiceLinkedRole", &self.is_service_linked_role);
        write::text(to, "RoleId", &self.role_id);
        write::text(to, "RoleName", &self.role_name);
    }
}
