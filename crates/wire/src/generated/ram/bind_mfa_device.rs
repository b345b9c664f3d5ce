//! `BindMFADevice` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `BindMFADevice` asks.
#[derive(Default)]
pub struct BindMFADeviceRequest {
    pub authentication_code1: Option<SecretText>,
    pub authentication_code2: Option<SecretText>,
    pub serial_number: Option<String>,
    pub user_name: Option<String>,
}

impl Request for BindMFADeviceRequest {
    type Response = BindMFADeviceResponse;
    const OPERATION: Operation = Operation::RamBindMFADevice;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AuthenticationCode1", Shape::Secret),
        Parameter::required("AuthenticationCode2", Shape::Secret),
        Parameter::required("SerialNumber", Shape::Text),
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            authentication_code1: read::secret(params, "AuthenticationCode1"),
            authentication_code2: read::secret(params, "AuthenticationCode2"),
            serial_number: read::text(params, "SerialNumber"),
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `BindMFADevice` answers.
#[derive(Default)]
pub struct BindMFADeviceResponse {}

impl Message for BindMFADeviceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
