//! `AsymmetricSign` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AsymmetricSign` asks.
#[derive(Default)]
pub struct AsymmetricSignRequest {
    pub algorithm: String,
    pub digest: String,
    pub dry_run: Option<String>,
    pub key_id: String,
    pub key_version_id: String,
}

impl Request for AsymmetricSignRequest {
    type Response = AsymmetricSignResponse;
    const OPERATION: Operation = Operation::KmsAsymmetricSign;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Algorithm", Shape::Text),
        Parameter::required("Digest", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("KeyVersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            algorithm: read::required_text(params, "Algorithm")?,
            digest: read::required_text(params, "Digest")?,
            dry_run: read::text(params, "DryRun"),
            key_id: read::required_text(params, "KeyId")?,
            key_version_id: read::required_text(params, "KeyVersionId")?,
        })
    }
}

/// What `AsymmetricSign` answers.
#[derive(Default)]
pub struct AsymmetricSignResponse {
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
    pub value: Option<String>,
}

impl Message for AsymmetricSignResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
        write::text(to, "Value", &self.value);
    }
}
