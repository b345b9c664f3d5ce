//! `DeleteGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteGroup` asks.
#[derive(Default)]
pub struct DeleteGroupRequest {
    pub group_name: Option<String>,
}

impl Request for DeleteGroupRequest {
    type Response = DeleteGroupResponse;
    const OPERATION: Operation = Operation::RamDeleteGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
        })
    }
}

/// What `DeleteGroup` answers.
#[derive(Default)]
pub struct DeleteGroupResponse {}

impl Message for DeleteGroupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
