//! `RemoveUserFromGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RemoveUserFromGroup` asks.
#[derive(Default)]
pub struct RemoveUserFromGroupRequest {
    pub group_name: Option<String>,
    pub user_name: Option<String>,
}

impl Request for RemoveUserFromGroupRequest {
    type Response = RemoveUserFromGroupResponse;
    const OPERATION: Operation = Operation::RamRemoveUserFromGroup;
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

/// What `RemoveUserFromGroup` answers.
#[derive(Default)]
pub struct RemoveUserFromGroupResponse {}

impl Message for RemoveUserFromGroupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
