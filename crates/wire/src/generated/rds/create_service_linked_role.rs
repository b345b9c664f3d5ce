//! `CreateServiceLinkedRole` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateServiceLinkedRole` asks.
#[derive(Default)]
pub struct CreateServiceLinkedRoleRequest {
    pub region_id: Option<String>,
    pub service_linked_role: String,
}

impl Request for CreateServiceLinkedRoleRequest {
    type Response = CreateServiceLinkedRoleResponse;
    const OPERATION: Operation = Operation::RdsCreateServiceLinkedRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("ServiceLinkedRole", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            region_id: read::text(params, "RegionId"),
            service_linked_role: read::required_text(params, "ServiceLinkedRole")?,
        })
    }
}

/// What `CreateServiceLinkedRole` answers.
#[derive(Default)]
pub struct CreateServiceLinkedRoleResponse {}

impl Message for CreateServiceLinkedRoleResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
