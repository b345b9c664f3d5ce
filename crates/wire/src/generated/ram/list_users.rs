//! `ListUsers` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListUsers` asks.
#[derive(Default)]
pub struct ListUsersRequest {
    pub marker: Option<String>,
    pub max_items: Option<i64>,
}

impl Request for ListUsersRequest {
    type Response = ListUsersResponse;
    const OPERATION: Operation = Operation::RamListUsers;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Marker", Shape::Text),
        Parameter::optional("MaxItems", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            marker: read::text(params, "Marker"),
            max_items: read::integer(params, "MaxItems")?,
        })
    }
}

/// What `ListUsers` answers.
#[derive(Default)]
pub struct ListUsersResponse {
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub users: Vec<User>,
}

impl Message for ListUsersResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "IsTruncated", &self.is_truncated);
        write::text(to, "Marker", &self.marker);
        write::wrapped_list(to, "Users", "User", &self.users);
    }
}

/// `User` in the answer.
#[derive(Default)]
pub struct User {
    pub comments: Option<String>,
    pub create_date: Option<String>,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub mobile_phone: Option<String>,
    pub update_date: Option<String>,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
}

impl Message for User {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Comments", &self.comments);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "DisplayName", &self.display_name);
        write::text(to, "Email", &self.email);
        write::text(to, "MobilePhone", &self.mobile_phone);
        write::text(to, "UpdateDate", &self.update_date);
        write::text(to, "UserId", &self.user_id);
        write::text(to, "UserName", &self.user_name);
    }
}
