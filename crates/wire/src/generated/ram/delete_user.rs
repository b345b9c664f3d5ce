//! `DeleteUser` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteUser` asks.
#[derive(Default)]
pub struct DeleteUserRequest {
    pub user_name: Option<String>,
}

impl Request for DeleteUserRequest {
    type Response = DeleteUserResponse;
    const OPERATION: Operation = Operation::RamDeleteUser;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `DeleteUser` answers.
#[derive(Default)]
pub struct DeleteUserResponse {}

impl Message for DeleteUserResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
