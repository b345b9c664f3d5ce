//! `ListUsersForGroup` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListUsersForGroup` asks.
#[derive(Default)]
pub struct ListUsersForGroupRequest {
    pub group_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i64>,
}

impl Request for ListUsersForGroupRequest {
    type Response = ListUsersForGroupResponse;
    const OPERATION: Operation = Operation::RamListUsersForGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("GroupName", Shape::Text),
        Parameter::optional("Marker", Shape::Text),
        Parameter::optional("MaxItems", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            group_name: read::text(params, "GroupName"),
            marker: read::text(params, "Marker"),
            max_items: read::integer(params, "MaxItems")?,
        })
    }
}

/// What `ListUsersForGroup` answers.
#[derive(Default)]
pub struct ListUsersForGroupResponse {
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub users: Vec<User>,
}

impl Message for ListUsersForGroupResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "IsTruncated", &self.is_truncated);
        write::text(to, "Marker", &self.marker);
        write::wrapped_list(to, "Users", "User", &self.users);
    }
}

/// `User` in the answer.
#[derive(Default)]
pub struct User {
    pub display_name: Option<String>,
    pub join_date: Option<String>,
    pub user_name: Option<String>,
}

impl Message for User {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DisplayName", &self.display_name);
        write::text(to, "JoinDate", &self.join_date);
        write::text(to, "UserName", &self.user_name);
    }
}
