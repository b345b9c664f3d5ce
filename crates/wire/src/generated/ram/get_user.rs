//! `GetUser` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetUser` asks.
#[derive(Default)]
pub struct GetUserRequest {
    pub user_name: Option<String>,
}

impl Request for GetUserRequest {
    type Response = GetUserResponse;
    const OPERATION: Operation = Operation::RamGetUser;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `GetUser` answers.
#[derive(Default)]
pub struct GetUserResponse {
    pub user: Option<User>,
}

impl Message for GetUserResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "User", &self.user);
    }
}

/// `User` in the answer.
#[derive(Default)]
pub struct User {
    pub comments: Option<String>,
    pub create_date: Option<String>,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub last_login_date: Option<String>,
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
        write::text(to, "LastLoginDate", &self.last_login_date);
        write::text(to, "MobilePhone", &self.mobile_phone);
        write::text(to, "UpdateDate", &self.update_date);
        write::text(to, "UserId", &self.user_id);
        write::text(to, "UserName", &self.user_name);
    }
}
