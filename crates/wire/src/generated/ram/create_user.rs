//! `CreateUser` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateUser` asks.
#[derive(Default)]
pub struct CreateUserRequest {
    pub comments: Option<String>,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub mobile_phone: Option<String>,
    pub user_name: Option<String>,
}

impl Request for CreateUserRequest {
    type Response = CreateUserResponse;
    const OPERATION: Operation = Operation::RamCreateUser;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Comments", Shape::Text),
        Parameter::optional("DisplayName", Shape::Text),
        Parameter::optional("Email", Shape::Text),
        Parameter::optional("MobilePhone", Shape::Text),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            comments: read::text(params, "Comments"),
            display_name: read::text(params, "DisplayName"),
            email: read::text(params, "Email"),
            mobile_phone: read::text(params, "MobilePhone"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `CreateUser` answers.
#[derive(Default)]
pub struct CreateUserResponse {
    pub user: Option<User>,
}

impl Message for CreateUserResponse {
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
        write::text(to, "UserId", &self.user_id);
        write::text(to, "UserName", &self.user_name);
    }
}
