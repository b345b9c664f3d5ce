//! `DeleteRole` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteRole` asks.
#[derive(Default)]
pub struct DeleteRoleRequest {
    pub role_name: Option<String>,
}

impl Request for DeleteRoleRequest {
    type Response = DeleteRoleResponse;
    const OPERATION: Operation = Operation::RamDeleteRole;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("RoleName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            role_name: read::text(params, "RoleName"),
        })
    }
}

/// What `DeleteRole` answers.
#[derive(Default)]
pub struct DeleteRoleResponse {}

impl Message for DeleteRoleResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
