//! `UpdateLoginProfile` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateLoginProfile` asks.
#[derive(Default)]
pub struct UpdateLoginProfileRequest {
    pub mfa_bind_required: Option<bool>,
    pub password: Option<SecretText>,
    pub password_reset_required: Option<bool>,
    pub user_name: Option<String>,
}

impl Request for UpdateLoginProfileRequest {
    type Response = UpdateLoginProfileResponse;
    const OPERATION: Operation = Operation::RamUpdateLoginProfile;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("MFABindRequired", Shape::Boolean),
        Parameter::optional("Password", Shape::Secret),
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

/// What `UpdateLoginProfile` answers.
#[derive(Default)]
pub struct UpdateLoginProfileResponse {}

impl Message for UpdateLoginProfileResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
