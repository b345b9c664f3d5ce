//! `DescribeKeyVersion` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeKeyVersion` asks.
#[derive(Default)]
pub struct DescribeKeyVersionRequest {
    pub key_id: String,
    pub key_version_id: String,
}

impl Request for DescribeKeyVersionRequest {
    type Response = DescribeKeyVersionResponse;
    const OPERATION: Operation = Operation::KmsDescribeKeyVersion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("KeyVersionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
            key_version_id: read::required_text(params, "KeyVersionId")?,
        })
    }
}

/// What `DescribeKeyVersion` answers.
#[derive(Default)]
pub struct DescribeKeyVersionResponse {
    pub key_version: Option<KeyVersion>,
}

impl Message for DescribeKeyVersionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "KeyVersion", &self.key_version);
    }
}

/// `KeyVersion` in the answer.
#[derive(Default)]
pub struct KeyVersion {
    pub creation_date: Option<String>,
    pub key_id: Option<String>,
    pub key_version_id: Option<String>,
}

impl Message for KeyVersion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CreationDate", &self.creation_date);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "KeyVersionId", &self.key_version_id);
    }
}
