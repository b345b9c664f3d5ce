//! `CreateGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateGroup` asks.
#[derive(Default)]
pub struct CreateGroupRequest {
    pub comments: Option<String>,
    pub group_name: Option<String>,
}

impl Request for CreateGroupRequest {
    type Response = CreateGroupResponse;
    const OPERATION: Operation = Operation::RamCreateGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Comments", Shape::Text),
        Parameter::optional("GroupName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            comments: read::text(params, "Comments"),
            group_name: read::text(params, "GroupName"),
        })
    }
}

/// What `CreateGroup` answers.
#[derive(Default)]
pub struct CreateGroupResponse {
    pub group: Option<Group>,
}

impl Message for CreateGroupResponse {
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
}

impl Message for Group {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Comments", &self.comments);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "GroupId", &self.group_id);
        write::text(to, "GroupName", &self.group_name);
    }
}
