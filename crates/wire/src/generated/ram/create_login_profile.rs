//! `CreateLoginProfile` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateLoginProfile` asks.
#[derive(Default)]
pub struct CreateLoginProfileRequest {
    pub mfa_bind_required: Option<bool>,
    pub password: Option<SecretText>,
    pub password_reset_required: Option<bool>,
    pub user_name: Option<String>,
}

impl Request for CreateLoginProfileRequest {
    type Response = CreateLoginProfileResponse;
    const OPERATION: Operation = Operation::RamCreateLoginProfile;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("MFABindRequired", Shape::Boolean),
        Parameter::required("Password", Shape::Secret),
        Parameter::optional("PasswordResetRequired", Shape::Boolean),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            mfa_bind_required: read::boolean(params, "MFABindRequired")?,
            password: read::secret(params, "Password"),
            password_reset_required: read::boolean(params, "PasswordResetRequired")?,
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `CreateLoginProfile` answers.
#[derive(Default)]
pub struct CreateLoginProfileResponse {
    pub login_profile: Option<LoginProfile>,
}

impl Message for CreateLoginProfileResponse {
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
