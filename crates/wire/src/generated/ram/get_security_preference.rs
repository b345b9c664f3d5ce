//! `GetSecurityPreference` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetSecurityPreference` asks.
#[derive(Default)]
pub struct GetSecurityPreferenceRequest {}

impl Request for GetSecurityPreferenceRequest {
    type Response = GetSecurityPreferenceResponse;
    const OPERATION: Operation = Operation::RamGetSecurityPreference;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `GetSecurityPreference` answers.
#[derive(Default)]
pub struct GetSecurityPreferenceResponse {
    pub security_preference: Option<SecurityPreference>,
}

impl Message for GetSecurityPreferenceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "SecurityPreference", &self.security_preference);
    }
}

/// `SecurityPreference` in the answer.
#[derive(Default)]
pub struct SecurityPreference {
    pub access_key_preference: Option<AccessKeyPreference>,
    pub login_profile_preference: Option<LoginProfilePreference>,
    pub mfa_preference: Option<MFAPreference>,
    pub public_key_preference: Option<PublicKeyPreference>,
}

impl Message for SecurityPreference {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "AccessKeyPreference", &self.access_key_preference);
        write::object(to, "LoginProfilePreference", &self.login_profile_preference);
        write::object(to, "MFAPreference", &self.mfa_preference);
        write::object(to, "PublicKeyPreference", &self.public_key_preference);
    }
}

/// `AccessKeyPreference` in the answer.
#[derive(Default)]
pub struct AccessKeyPreference {
    pub allow_user_to_manage_access_keys: Option<bool>,
}

impl Message for AccessKeyPreference {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowUserToManageAccessKeys", &self.allow_user_to_manage_access_keys);
    }
}

/// `LoginProfilePreference` in the answer.
#[derive(Default)]
pub struct LoginProfilePreference {
    pub allow_user_to_change_password: Option<bool>,
    pub enable_save_mfa_ticket: Option<bool>,
    pub login_network_masks: Option<String>,
    pub login_session_duration: Option<i64>,
}

impl Message for LoginProfilePreference {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowUserToChangePassword", &self.allow_user_to_change_password);
        write::boolean(to, "EnableSaveMFATicket", &self.enable_save_mfa_ticket);
        write::text(to, "LoginNetworkMasks", &self.login_network_masks);
        write::integer(to, "LoginSessionDuration", &self.login_session_duration);
    }
}

/// `MFAPreference` in the answer.
#[derive(Default)]
pub struct MFAPreference {
    pub allow_user_to_manage_mfa_devices: Option<bool>,
}

impl Message for MFAPreference {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowUserToManageMFADevices", &self.allow_user_to_manage_mfa_devices);
    }
}

/// `PublicKeyPreference` in the answer.
#[derive(Default)]
pub struct PublicKeyPreference {
    pub allow_user_to_manage_public_keys: Option<bool>,
}

impl Message for PublicKeyPreference {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowUserToManagePublicKeys", &self.allow_user_to_manage_public_keys);
    }
}
