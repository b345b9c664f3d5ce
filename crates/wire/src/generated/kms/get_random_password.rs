//! `GetRandomPassword` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetRandomPassword` asks.
#[derive(Default)]
pub struct GetRandomPasswordRequest {
    pub exclude_characters: Option<String>,
    pub exclude_lowercase: Option<String>,
    pub exclude_numbers: Option<String>,
    pub exclude_punctuation: Option<String>,
    pub exclude_uppercase: Option<String>,
    pub password_length: Option<String>,
    pub require_each_included_type: Option<String>,
}

impl Request for GetRandomPasswordRequest {
    type Response = GetRandomPasswordResponse;
    const OPERATION: Operation = Operation::KmsGetRandomPassword;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ExcludeCharacters", Shape::Text),
        Parameter::optional("ExcludeLowercase", Shape::Text),
        Parameter::optional("ExcludeNumbers", Shape::Text),
        Parameter::optional("ExcludePunctuation", Shape::Text),
        Parameter::optional("ExcludeUppercase", Shape::Text),
        Parameter::optional("PasswordLength", Shape::Text),
        Parameter::optional("RequireEachIncludedType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            exclude_characters: read::text(params, "ExcludeCharacters"),
            exclude_lowercase: read::text(params, "ExcludeLowercase"),
            exclude_numbers: read::text(params, "ExcludeNumbers"),
            exclude_punctuation: read::text(params, "ExcludePunctuation"),
            exclude_uppercase: read::text(params, "ExcludeUppercase"),
            password_length: read::text(params, "PasswordLength"),
            require_each_included_type: read::text(params, "RequireEachIncludedType"),
        })
    }
}

/// What `GetRandomPassword` answers.
#[derive(Default)]
pub struct GetRandomPasswordResponse {
    pub random_password: Option<SecretText>,
}

impl Message for GetRandomPasswordResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::secret(to, "RandomPassword", &self.random_password);
    }
}
