//! `DeleteServiceLinkedRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteServiceLinkedRole` asks.
#[derive(Default)]
pub struct DeleteServiceLinkedRoleRequest {
    pub role_name: String,
}

impl Request for DeleteServiceLinkedRoleRequest {
    type Response = DeleteServiceLinkedRoleResponse;
    const OPERATION: Operation = Operation::RamDeleteServiceLinkedRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("RoleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            role_name: read::required_text(params, "RoleName")?,
        })
    }
}

/// What `DeleteServiceLinkedRole` answers.
#[derive(Default)]
pub struct DeleteServiceLinkedRoleResponse {
    pub deletion_task_id: Option<String>,
}

impl Message for DeleteServiceLinkedRoleResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DeletionTaskId", &self.deletion_task_id);
    }
}
