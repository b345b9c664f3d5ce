//! `GetClientKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetClientKey` asks.
#[derive(Default)]
pub struct GetClientKeyRequest {
    pub client_key_id: String,
}

impl Request for GetClientKeyRequest {
    type Response = GetClientKeyResponse;
    const OPERATION: Operation = Operation::KmsGetClientKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("ClientKeyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_key_id: read::required_text(params, "ClientKeyId")?,
        })
    }
}

/// What `GetClientKey` answers.
#[derive(Default)]
pub struct GetClientKeyResponse {
    pub aap_name: Option<String>,
    pub client_key_id: Option<String>,
    pub create_time: Option<String>,
    pub key_algorithm: Option<String>,
    pub key_origin: Option<String>,
    pub not_after: Option<String>,
    pub not_before: Option<String>,
    pub public_key_data: Option<String>,
}

impl Message for GetClientKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AapName", &self.aap_name);
        write::text(to, "ClientKeyId", &self.client_key_id);
        write::text(to, "CreateTime", &self.create_time);
        write::text(to, "KeyAlgorithm", &self.key_algorithm);
        write::text(to, "KeyOrigin", &self.key_origin);
        write::text(to, "NotAfter", &self.not_after);
        write::text(to, "NotBefore", &self.not_before);
        write::text(to, "PublicKeyData", &self.public_key_data);
    }
}
