//! `UntagResource` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UntagResource` asks.
#[derive(Default)]
pub struct UntagResourceRequest {
    pub certificate_id: Option<String>,
    pub key_id: Option<String>,
    pub secret_name: Option<String>,
    pub tag_keys: String,
}

impl Request for UntagResourceRequest {
    type Response = UntagResourceResponse;
    const OPERATION: Operation = Operation::KmsUntagResource;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("CertificateId", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::optional("SecretName", Shape::Text),
        Parameter::required("TagKeys", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            certificate_id: read::text(params, "CertificateId"),
            key_id: read::text(params, "KeyId"),
            secret_name: read::text(params, "SecretName"),
            tag_keys: read::required_text(params, "TagKeys")?,
        })
    }
}

/// What `UntagResource` answers.
#[derive(Default)]
pub struct UntagResourceResponse {}

impl Message for UntagResourceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
