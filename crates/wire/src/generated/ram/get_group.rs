//! `GetGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetGroup` asks.
#[derive(Default)]
pub struct GetGroupRequest {
    pub group_name: Option<String>,
}

impl Request for GetGroupRequest {
    type Response = GetGroupResponse;
    const OPERATION: Operation = Operation::RamGetGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
        })
    }
}

/// What `GetGroup` answers.
#[derive(Default)]
pub struct GetGroupResponse {
    pub group: Option<Group>,
}

impl Message for GetGroupResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "Group", &self.group);
    }
}

/// `Group` in the answer.
#[derive(Default)]
pub struct Group {
    pub comments: Option<String>,
    pub create_date: Option<String>,
    pub group_id: Option<String>,
    pub group_name: Option<String>,
    pub update_date: Option<String>,
}

impl Message for Group {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Comments", &self.comments);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "GroupId", &self.group_id);
        write::text(to, "GroupName", &self.group_name);
        write::text(to, "UpdateDate", &self.update_date);
    }
}
