//! `ListClientKeys` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListClientKeys` asks.
#[derive(Default)]
pub struct ListClientKeysRequest {
    pub aap_name: Option<String>,
}

impl Request for ListClientKeysRequest {
    type Response = ListClientKeysResponse;
    const OPERATION: Operation = Operation::KmsListClientKeys;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AapName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            aap_name: read::text(params, "AapName"),
        })
    }
}

/// What `ListClientKeys` answers.
#[derive(Default)]
pub struct ListClientKeysResponse {
    pub client_keys: Vec<ClientKey>,
}

impl Message for ListClientKeysResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "ClientKeys", &self.client_keys);
    }
}

/// `ClientKeys` in the answer.
#[derive(Default)]
pub struct ClientKey {
    pub aap_name: Option<String>,
    pub client_key_id: Option<String>,
    pub create_time: Option<String>,
    pub key_algorithm: Option<String>,
    pub key_origin: Option<String>,
    pub not_after: Option<String>,
    pub not_before: Option<String>,
    pub public_key_data: Option<String>,
}

impl Message for ClientKey {
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
