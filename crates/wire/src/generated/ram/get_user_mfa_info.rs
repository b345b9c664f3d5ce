//! `GetUserMFAInfo` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetUserMFAInfo` asks.
#[derive(Default)]
pub struct GetUserMFAInfoRequest {
    pub user_name: Option<String>,
}

impl Request for GetUserMFAInfoRequest {
    type Response = GetUserMFAInfoResponse;
    const OPERATION: Operation = Operation::RamGetUserMFAInfo;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `GetUserMFAInfo` answers.
#[derive(Default)]
pub struct GetUserMFAInfoResponse {
    pub mfa_device: Option<MFADevice>,
}

impl Message for GetUserMFAInfoResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "MFADevice", &self.mfa_device);
    }
}

/// `MFADevice` in the answer.
#[derive(Default)]
pub struct MFADevice {
    pub serial_number: Option<String>,
    pub r#type: Option<String>,
}

impl Message for MFADevice {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SerialNumber", &self.serial_number);
        write::text(to, "Type", &self.r#type);
    }
}
