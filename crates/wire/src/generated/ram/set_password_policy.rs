//! `SetPasswordPolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetPasswordPolicy` asks.
#[derive(Default)]
pub struct SetPasswordPolicyRequest {
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

impl Request for SetPasswordPolicyRequest {
    type Response = SetPasswordPolicyResponse;
    const OPERATION: Operation = Operation::RamSetPasswordPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("HardExpiry", Shape::Boolean),
        Parameter::optional("MaxLoginAttemps", Shape::Integer),
        Parameter::optional("MaxPasswordAge", Shape::Integer),
        Parameter::optional("MinimumPasswordLength", Shape::Integer),
        Parameter::optional("PasswordReusePrevention", Shape::Integer),
        Parameter::optional("RequireLowercaseCharacters", Shape::Boolean),
        Parameter::optional("RequireNumbers", Shape::Boolean),
        Parameter::optional("RequireSymbols", Shape::Boolean),
        Parameter::optional("RequireUppercaseCharacters", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            hard_expiry: read::boolean(params, "HardExpiry")?,
            max_login_attemps: read::integer(params, "MaxLoginAttemps")?,
            max_password_age: read::integer(params, "MaxPasswordAge")?,
            minimum_password_length: read::integer(params, "MinimumPasswordLength")?,
            password_reuse_prevention: read::integer(params, "PasswordReusePrevention")?,
            require_lowercase_characters: read::boolean(params, "RequireLowercaseCharacters")?,
            require_numbers: read::boolean(params, "RequireNumbers")?,
            require_symbols: read::boolean(params, "RequireSymbols")?,
            require_uppercase_characters: read::boolean(params, "RequireUppercaseCharacters")?,
        })
    }
}

/// What `SetPasswordPolicy` answers.
#[derive(Default)]
pub struct SetPasswordPolicyResponse {
    pub password_policy: Option<PasswordPolicy>,
}

impl Message for SetPasswordPolicyResponse {
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
