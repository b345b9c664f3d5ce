//! `ListVirtualMFADevices` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListVirtualMFADevices` asks.
#[derive(Default)]
pub struct ListVirtualMFADevicesRequest {}

impl Request for ListVirtualMFADevicesRequest {
    type Response = ListVirtualMFADevicesResponse;
    const OPERATION: Operation = Operation::RamListVirtualMFADevices;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `ListVirtualMFADevices` answers.
#[derive(Default)]
pub struct ListVirtualMFADevicesResponse {
    pub virtual_mfa_devices: Vec<VirtualMFADevice>,
}

impl Message for ListVirtualMFADevicesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "VirtualMFADevices", "VirtualMFADevice", &self.virtual_mfa_devices);
    }
}

/// `VirtualMFADevice` in the answer.
#[derive(Default)]
pub struct VirtualMFADevice {
    pub activate_date: Option<String>,
    pub serial_number: Option<String>,
    pub user: Option<User>,
}

impl Message for VirtualMFADevice {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ActivateDate", &self.activate_date);
        write::text(to, "SerialNumber", &self.serial_number);
        write::object(to, "User", &self.user);
    }
}

/// `User` in the answer.
#[derive(Default)]
pub struct User {
    pub display_name: Option<String>,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
}

impl Message for User {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DisplayName", &self.display_name);
        write::text(to, "UserId", &self.user_id);
        write::text(to, "UserName", &self.user_name);
    }
}
