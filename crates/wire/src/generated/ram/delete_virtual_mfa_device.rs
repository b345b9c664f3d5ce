//! `DeleteVirtualMFADevice` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteVirtualMFADevice` asks.
#[derive(Default)]
pub struct DeleteVirtualMFADeviceRequest {
    pub serial_number: Option<String>,
}

impl Request for DeleteVirtualMFADeviceRequest {
    type Response = DeleteVirtualMFADeviceResponse;
    const OPERATION: Operation = Operation::RamDeleteVirtualMFADevice;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("SerialNumber", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            serial_number: read::text(params, "SerialNumber"),
        })
    }
}

/// What `DeleteVirtualMFADevice` answers.
#[derive(Default)]
pub struct DeleteVirtualMFADeviceResponse {}

impl Message for DeleteVirtualMFADeviceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
