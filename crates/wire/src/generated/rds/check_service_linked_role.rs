//! `CheckServiceLinkedRole` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CheckServiceLinkedRole` asks.
#[derive(Default)]
pub struct CheckServiceLinkedRoleRequest {
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub service_linked_role: String,
}

impl Request for CheckServiceLinkedRoleRequest {
    type Response = CheckServiceLinkedRoleResponse;
    const OPERATION: Operation = Operation::RdsCheckServiceLinkedRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::required("ServiceLinkedRole", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            service_linked_role: read::required_text(params, "ServiceLinkedRole")?,
        })
    }
}

/// What `CheckServiceLinkedRole` answers.
#[derive(Default)]
pub struct CheckServiceLinkedRoleResponse {
    pub has_service_linked_role: Option<String>,
    pub require_service_linked_role: Option<String>,
}

impl Message for CheckServiceLinkedRoleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "HasServiceLinkedRole", &self.has_service_linked_role);
        write::text(to, "RequireServiceLinkedRole", &self.require_service_linked_role);
    }
}
