//! `SetSecurityPreference` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetSecurityPreference` asks.
#[derive(Default)]
pub struct SetSecurityPreferenceRequest {
    pub allow_user_to_change_password: Option<bool>,
    pub allow_user_to_manage_access_keys: Option<bool>,
    pub allow_user_to_manage_mfa_devices: Option<bool>,
    pub allow_user_to_manage_public_keys: Option<bool>,
    pub enable_save_mfa_ticket: Option<bool>,
    pub login_network_masks: Option<String>,
    pub login_session_duration: Option<i64>,
}

impl Request for SetSecurityPreferenceRequest {
    type Response = SetSecurityPreferenceResponse;
    const OPERATION: Operation = Operation::RamSetSecurityPreference;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AllowUserToChangePassword", Shape::Boolean),
        Parameter::optional("AllowUserToManageAccessKeys", Shape::Boolean),
        Parameter::optional("AllowUserToManageMFADevices", Shape::Boolean),
        Parameter::optional("AllowUserToManagePublicKeys", Shape::Boolean),
        Parameter::optional("EnableSaveMFATicket", Shape::Boolean),
        Parameter::optional("LoginNetworkMasks", Shape::Text),
        Parameter::optional("LoginSessionDuration", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            allow_user_to_change_password: read::boolean(params, "AllowUserToChangePassword")?,
            allow_user_to_manage_access_keys: read::boolean(params, "AllowUserToManageAccessKeys")?,
            allow_user_to_manage_mfa_devices: read::boolean(params, "AllowUserToManageMFADevices")?,
            allow_user_to_manage_public_keys: read::boolean(params, "AllowUserToManagePublicKeys")?,
            enable_save_mfa_ticket: read::boolean(params, "EnableSaveMFATicket")?,
            login_network_masks: read::text(params, "LoginNetworkMasks"),
            login_session_duration: read::integer(params, "LoginSessionDuration")?,
        })
    }
}

/// What `SetSecurityPreference` answers.
#[derive(Default)]
pub struct SetSecurityPreferenceResponse {
    pub security_preference: Option<SecurityPreference>,
}

impl Message for SetSecurityPreferenceResponse {
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
