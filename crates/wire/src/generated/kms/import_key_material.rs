//! `ImportKeyMaterial` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ImportKeyMaterial` asks.
#[derive(Default)]
pub struct ImportKeyMaterialRequest {
    pub encrypted_key_material: String,
    pub import_token: String,
    pub key_id: String,
    pub key_material_expire_unix: i64,
}

impl Request for ImportKeyMaterialRequest {
    type Response = ImportKeyMaterialResponse;
    const OPERATION: Operation = Operation::KmsImportKeyMaterial;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("EncryptedKeyMaterial", Shape::Text),
        Parameter::required("ImportToken", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("KeyMaterialExpireUnix", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            encrypted_key_material: read::required_text(params, "EncryptedKeyMaterial")?,
            import_token: read::required_text(params, "ImportToken")?,
            key_id: read::required_text(params, "KeyId")?,
            key_material_expire_unix: read::required_integer(params, "KeyMaterialExpireUnix")?,
        })
    }
}

/// What `ImportKeyMaterial` answers.
#[derive(Default)]
pub struct ImportKeyMaterialResponse {}

impl Message for ImportKeyMaterialResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
