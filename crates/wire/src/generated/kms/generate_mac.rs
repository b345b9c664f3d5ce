//! `GenerateMac` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GenerateMac` asks.
#[derive(Default)]
pub struct GenerateMacRequest {
    pub algorithm: String,
    pub dry_run: Option<String>,
    pub key_id: String,
    pub message: String,
}

impl Request for GenerateMacRequest {
    type Response = GenerateMacResponse;
    const OPERATION: Operation = Operation::KmsGenerateMac;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Algorithm", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("Message", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            algorithm: read::required_text(params, "Algorithm")?,
            dry_run: read::text(params, "DryRun"),
            key_id: read::required_text(params, "KeyId")?,
            message: read::required_text(params, "Message")?,
        })
    }
}

/// What `GenerateMac` answers.
#[derive(Default)]
pub struct GenerateMacResponse {
    pub algorithm: Option<String>,
    pub key_id: Option<String>,
    pub mac: Option<String>,
}

impl Message for GenerateMacResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Algorithm", &self.algorithm);
        write::text(to, "KeyId", &self.key_id);
        write::text(to, "Mac", &self.mac);
    }
}
