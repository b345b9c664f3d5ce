//! `GetManagedDataKey` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetManagedDataKey` asks.
#[derive(Default)]
pub struct GetManagedDataKeyRequest {
    pub data_key_name: Option<String>,
    pub data_key_version_id: Option<String>,
    pub use_latest: Option<bool>,
}

impl Request for GetManagedDataKeyRequest {
    type Response = GetManagedDataKeyResponse;
    const OPERATION: Operation = Operation::KmsGetManagedDataKey;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DataKeyName", Shape::Text),
        Parameter::optional("DataKeyVersionId", Shape::Text),
        Parameter::optional("UseLatest", Shape::Boolean),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            data_key_name: read::text(params, "DataKeyName"),
            data_key_version_id: read::text(params, "DataKeyVersionId"),
            use_latest: read::boolean(params, "UseLatest")?,
        })
    }
}

/// What `GetManagedDataKey` answers.
#[derive(Default)]
pub struct GetManagedDataKeyResponse {
    pub data_key_name: Option<String>,
    pub data_key_version_id: Option<String>,
    pub data_key_version_name: Option<String>,
    pub plaintext: Option<SecretText>,
}

impl Message for GetManagedDataKeyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DataKeyName", &self.data_key_name);
        write::text(to, "DataKeyVersionId", &self.data_key_version_id);
        write::text(to, "DataKeyVersionName", &self.data_key_version_name);
        write::secret(to, "Plaintext", &self.plaintext);
    }
}
