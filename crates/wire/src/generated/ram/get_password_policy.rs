//! `GetPasswordPolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetPasswordPolicy` asks.
#[derive(Default)]
pub struct GetPasswordPolicyRequest {}

impl Request for GetPasswordPolicyRequest {
    type Response = GetPasswordPolicyResponse;
    const OPERATION: Operation = Operation::RamGetPasswordPolicy;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `GetPasswordPolicy` answers.
#[derive(Default)]
pub struct GetPasswordPolicyResponse {
    pub password_policy: Option<PasswordPolicy>,
}

impl Message for GetPasswordPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "PasswordPolicy", &self.password_policy);
    }
}

/// `PasswordPolicy` in the answer.
#[derive(Default)]
pub struct PasswordPolicy {
    pub hard_expiry: Option<bool>,
    pub max_login_attemps: Option<i64>,
    pub max_password_age: Option<i64>,
    pub minimum_password_length: Option<i64>,
    pub password_reuse_prevention: Option<i64>,
    pub require_lowercase_characters: Option<bool>,
    pub require_numbers: Option<bool>,
    pub require_symbols: Option<bool>,
    pub require_uppercase_characters: Option<bool>,
}

impl Message for PasswordPolicy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "HardExpiry", &self.hard_expiry);
        write::integer(to, "MaxLoginAttemps", &self.max_login_attemps);
        write::integer(to, "MaxPasswordAge", &self.max_password_age);
        write::integer(to, "MinimumPasswordLength", &self.minimum_password_length);
        write::integer(to, "PasswordReusePrevention", &self.password_reuse_prevention);
        write::boolean(to, "RequireLowercaseCharacters", &self.require_lowercase_characters);
        write::boolean(to, "RequireNumbers", &self.require_numbers);
        write::boolean(to, "RequireSymbols", &self.require_symbols);
        write::boolean(to, "RequireUppercaseCharacters", &self.require_uppercase_characters);
    }
}
