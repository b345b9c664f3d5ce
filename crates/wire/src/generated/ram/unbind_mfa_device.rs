//! `UnbindMFADevice` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UnbindMFADevice` asks.
#[derive(Default)]
pub struct UnbindMFADeviceRequest {
    pub user_name: Option<String>,
}

impl Request for UnbindMFADeviceRequest {
    type Response = UnbindMFADeviceResponse;
    const OPERATION: Operation = Operation::RamUnbindMFADevice;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `UnbindMFADevice` answers.
#[derive(Default)]
pub struct UnbindMFADeviceResponse {
    pub mfa_device: Option<MFADevice>,
}

impl Message for UnbindMFADeviceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "MFADevice", &self.mfa_device);
    }
}

/// `MFADevice` in the answer.
#[derive(Default)]
pub struct MFADevice {
    pub serial_number: Option<String>,
}

impl Message for MFADevice {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SerialNumber", &self.serial_number);
    }
}
