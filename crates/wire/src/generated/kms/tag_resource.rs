//! `TagResource` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `TagResource` asks.
#[derive(Default)]
pub struct TagResourceRequest {
    pub certificate_id: Option<String>,
    pub key_id: Option<String>,
    pub secret_name: Option<String>,
    pub tags: String,
}

impl Request for TagResourceRequest {
    type Response = TagResourceResponse;
    const OPERATION: Operation = Operation::KmsTagResource;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("CertificateId", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("SecretName", Shape::Text),
        Parameter::required("Tags", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            certificate_id: read::text(params, "CertificateId"),
            key_id: read::text(params, "KeyId"),
            secret_name: read::text(params, "SecretName"),
            tags: read::required_text(params, "Tags")?,
        })
    }
}

/// What `TagResource` answers.
#[derive(Default)]
pub struct TagResourceResponse {}

impl Message for TagResourceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
