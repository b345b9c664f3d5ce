//! `VerifyMac` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `VerifyMac` asks.
#[derive(Default)]
pub struct VerifyMacRequest {
    pub algorithm: String,
    pub dry_run: Option<String>,
    pub key_id: String,
    pub mac: String,
    pub message: String,
}

impl Request for VerifyMacRequest {
    type Response = VerifyMacResponse;
    const OPERATION: Operation = Operation::KmsVerifyMac;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Algorithm", Shape::Text),
        Parameter::optional("DryRun", Shape::Text),
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("Mac", Shape::Text),
        Parameter::required("Message", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            algorithm: read::required_text(params, "Algorithm")?,
            dry_run: read::text(params, "DryRun"),
            key_id: read::required_text(params, "KeyId")?,
            mac: read::required_text(params, "Mac")?,
            message: read::required_text(params, "Message")?,
        })
    }
}

/// What `VerifyMac` answers.
#[derive(Default)]
pub struct VerifyMacResponse {
    pub algorithm: Option<String>,
    pub key_id: Option<String>,
    pub value: Option<bool>,
}

impl Message for VerifyMacResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Algorithm", &self.algorithm);
        write::text(to, "KeyId", &self.key_id);
        write::boolean(to, "Value", &self.value);
    }
}
