//! `AddUserToGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AddUserToGroup` asks.
#[derive(Default)]
pub struct AddUserToGroupRequest {
    pub group_name: Option<String>,
    pub user_name: Option<String>,
}

impl Request for AddUserToGroupRequest {
    type Response = AddUserToGroupResponse;
    const OPERATION: Operation = Operation::RamAddUserToGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `AddUserToGroup` answers.
#[derive(Default)]
pub struct AddUserToGroupResponse {}

impl Message for AddUserToGroupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
