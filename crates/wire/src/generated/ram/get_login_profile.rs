//! `GetLoginProfile` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetLoginProfile` asks.
#[derive(Default)]
pub struct GetLoginProfileRequest {
    pub user_name: Option<String>,
}

impl Request for GetLoginProfileRequest {
    type Response = GetLoginProfileResponse;
    const OPERATION: Operation = Operation::RamGetLoginProfile;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `GetLoginProfile` answers.
#[derive(Default)]
pub struct GetLoginProfileResponse {
    pub login_profile: Option<LoginProfile>,
}

impl Message for GetLoginProfileResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "LoginProfile", &self.login_profile);
    }
}

/// `LoginProfile` in the answer.
#[derive(Default)]
pub struct LoginProfile {
    pub create_date: Option<String>,
    pub mfa_bind_required: Option<bool>,
    pub password_reset_required: Option<bool>,
    pub user_name: Option<String>,
}

impl Message for LoginProfile {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreateDate", &self.create_date);
        write::boolean(to, "MFABindRequired", &self.mfa_bind_required);
        write::boolean(to, "PasswordResetRequired", &self.password_reset_required);
        write::text(to, "UserName", &self.user_name);
    }
}
