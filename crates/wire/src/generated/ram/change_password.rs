//! `ChangePassword` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ChangePassword` asks.
#[derive(Default)]
pub struct ChangePasswordRequest {
    pub new_password: Option<SecretText>,
    pub old_password: Option<SecretText>,
}

impl Request for ChangePasswordRequest {
    type Response = ChangePasswordResponse;
    const OPERATION: Operation = Operation::RamChangePassword;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("NewPassword", Shape::Secret),
        Parameter::required("OldPassword", Shape::Secret),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            new_password: read::secret(params, "NewPassword"),
            old_password: read::secret(params, "OldPassword"),
        })
    }
}

/// What `ChangePassword` answers.
#[derive(Default)]
pub struct ChangePasswordResponse {}

impl Message for ChangePasswordResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
