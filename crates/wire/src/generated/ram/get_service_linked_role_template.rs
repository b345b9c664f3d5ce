//! `GetServiceLinkedRoleTemplate` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetServiceLinkedRoleTemplate` asks.
#[derive(Default)]
pub struct GetServiceLinkedRoleTemplateRequest {
    pub service_name: Option<String>,
}

impl Request for GetServiceLinkedRoleTemplateRequest {
    type Response = GetServiceLinkedRoleTemplateResponse;
    const OPERATION: Operation = Operation::RamGetServiceLinkedRoleTemplate;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ServiceName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            service_name: read::text(params, "ServiceName"),
        })
    }
}

/// What `GetServiceLinkedRoleTemplate` answers.
#[derive(Default)]
pub struct GetServiceLinkedRoleTemplateResponse {
    pub service_linked_role_template: Option<ServiceLinkedRoleTemplate>,
}

impl Message for GetServiceLinkedRoleTemplateResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "ServiceLinkedRoleTemplate", &self.service_linked_role_template);
    }
}

/// `ServiceLinkedRoleTemplate` in the answer.
#[derive(Default)]
pub struct ServiceLinkedRoleTemplate {
    pub multiple_roles_allowed: Option<bool>,
    pub role_descriptions: Vec<RoleDescription>,
    pub role_name_prefix: Option<String>,
    pub service_name: Option<String>,
    pub system_policy_name: Option<String>,
}

impl Message for ServiceLinkedRoleTemplate {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "MultipleRolesAllowed", &self.multiple_roles_allowed);
        write::wrapped_list(to, "RoleDescriptions", "RoleDescription", &self.role_descriptions);
        write::text(to, "RoleNamePrefix", &self.role_name_prefix);
        write::text(to, "ServiceName", &self.service_name);
        write::text(to, "SystemPolicyName", &self.system_policy_name);
    }
}

/// `RoleDescription` in the answer.
#[derive(Default)]
pub struct RoleDescription {
    pub description: Option<String>,
    pub language: Option<String>,
}

impl Message for RoleDescription {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Description", &self.description);
        write::text(to, "Language", &self.language);
    }
}
