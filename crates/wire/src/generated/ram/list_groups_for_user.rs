//! `ListGroupsForUser` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListGroupsForUser` asks.
#[derive(Default)]
pub struct ListGroupsForUserRequest {
    pub user_name: Option<String>,
}

impl Request for ListGroupsForUserRequest {
    type Response = ListGroupsForUserResponse;
    const OPERATION: Operation = Operation::RamListGroupsForUser;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `ListGroupsForUser` answers.
#[derive(Default)]
pub struct ListGroupsForUserResponse {
    pub groups: Vec<Group>,
}

impl Message for ListGroupsForUserResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Groups", "Group", &self.groups);
    }
}

/// `Group` in the answer.
#[derive(Default)]
pub struct Group {
    pub comments: Option<String>,
    pub group_id: Option<String>,
    pub group_name: Option<String>,
    pub join_date: Option<String>,
}

impl Message for Group {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Comments", &self.comments);
        write::text(to, "GroupId", &self.group_id);
        write::text(to, "GroupName", &self.group_name);
        write::text(to, "JoinDate", &self.join_date);
    }
}
