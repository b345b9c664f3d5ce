//! `UpdateUser` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateUser` asks.
#[derive(Default)]
pub struct UpdateUserRequest {
    pub new_comments: Option<String>,
    pub new_display_name: Option<String>,
    pub new_email: Option<String>,
    pub new_mobile_phone: Option<String>,
    pub new_user_name: Option<String>,
    pub user_name: Option<String>,
}

impl Request for UpdateUserRequest {
    type Response = UpdateUserResponse;
    const OPERATION: Operation = Operation::RamUpdateUser;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("NewComments", Shape::Text),
        Parameter::optional("NewDisplayName", Shape::Text),
        Parameter::optional("NewEmail", Shape::Text),
        Parameter::optional("NewMobilePhone", Shape::Text),
        Parameter::required("NewUserName", Shape::Text),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            new_comments: read::text(params, "NewComments"),
            new_display_name: read::text(params, "NewDisplayName"),
            new_email: read::text(params, "NewEmail"),
            new_mobile_phone: read::text(params, "NewMobilePhone"),
            new_user_name: read::text(params, "NewUserName"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `UpdateUser` answers.
#[derive(Default)]
pub struct UpdateUserResponse {
    pub user: Option<User>,
}

impl Message for UpdateUserResponse {
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
