//! `UpdateGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateGroup` asks.
#[derive(Default)]
pub struct UpdateGroupRequest {
    pub group_name: Option<String>,
    pub new_comments: Option<String>,
    pub new_group_name: Option<String>,
}

impl Request for UpdateGroupRequest {
    type Response = UpdateGroupResponse;
    const OPERATION: Operation = Operation::RamUpdateGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
        Parameter::optional("NewComments", Shape::Text),
        Parameter::optional("NewGroupName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
            new_comments: read::text(params, "NewComments"),
            new_group_name: read::text(params, "NewGroupName"),
        })
    }
}

/// What `UpdateGroup` answers.
#[derive(Default)]
pub struct UpdateGroupResponse {
    pub group: Option<Group>,
}

impl Message for UpdateGroupResponse {
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
