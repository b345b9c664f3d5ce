//! `CreateVirtualMFADevice` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateVirtualMFADevice` asks.
#[derive(Default)]
pub struct CreateVirtualMFADeviceRequest {
    pub virtual_mfa_device_name: Option<String>,
}

impl Request for CreateVirtualMFADeviceRequest {
    type Response = CreateVirtualMFADeviceResponse;
    const OPERATION: Operation = Operation::RamCreateVirtualMFADevice;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("VirtualMFADeviceName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            virtual_mfa_device_name: read::text(params, "VirtualMFADeviceName"),
        })
    }
}

/// What `CreateVirtualMFADevice` answers.
#[derive(Default)]
pub struct CreateVirtualMFADeviceResponse {
    pub virtual_mfa_device: Option<VirtualMFADevice>,
}

impl Message for CreateVirtualMFADeviceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "VirtualMFADevice", &self.virtual_mfa_device);
    }
}

/// `VirtualMFADevice` in the answer.
#[derive(Default)]
pub struct VirtualMFADevice {
    pub base32_string_seed: Option<SecretText>,
    pub qr_code_png: Option<SecretText>,
    pub serial_number: Option<String>,
}

impl Message for VirtualMFADevice {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::secret(to, "Base32StringSeed", &self.base32_string_seed);
        write::secret(to, "QRCodePNG", &self.qr_code_png);
        write::text(to, "SerialNumber", &self.serial_number);
    }
}
