//! `OpenKmsService` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `OpenKmsService` asks.
#[derive(Default)]
pub struct OpenKmsServiceRequest {}

impl Request for OpenKmsServiceRequest {
    type Response = OpenKmsServiceResponse;
    const OPERATION: Operation = Operation::KmsOpenKmsService;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `OpenKmsService` answers.
#[derive(Default)]
pub struct OpenKmsServiceResponse {}

impl Message for OpenKmsServiceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
