//! `CreateClientKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateClientKey` asks.
#[derive(Default)]
pub struct CreateClientKeyRequest {
    pub aap_name: String,
    pub not_after: Option<String>,
    pub not_before: Option<String>,
    pub password: SecretText,
}

impl Request for CreateClientKeyRequest {
    type Response = CreateClientKeyResponse;
    const OPERATION: Operation = Operation::KmsCreateClientKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AapName", Shape::Text),
        Parameter::optional("NotAfter", Shape::Text),
        Parameter::optional("NotBefore", Shape::Text),
        Parameter::required("Password", Shape::Secret),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            aap_name: read::required_text(params, "AapName")?,
            not_after: read::text(params, "NotAfter"),
            not_before: read::text(params, "NotBefore"),
            password: read::required_secret(params, "Password")?,
        })
    }
}

/// What `CreateClientKey` answers.
#[derive(Default)]
pub struct CreateClientKeyResponse {
    pub client_key_id: Option<String>,
    pub key_algorithm: Option<String>,
    pub not_after: Option<String>,
    pub not_before: Option<String>,
    pub private_key_data: Option<SecretText>,
}

impl Message for CreateClientKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ClientKeyId", &self.client_key_id);
        write::text(to, "KeyAlgorithm", &self.key_algorithm);
        write::text(to, "NotAfter", &self.not_after);
        write::text(to, "NotBefore", &self.not_before);
        write::secret(to, "PrivateKeyData", &self.private_key_data);
    }
}
