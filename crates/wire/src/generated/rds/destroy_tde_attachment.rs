//! `DestroyTdeAttachment` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DestroyTdeAttachment` asks.
#[derive(Default)]
pub struct DestroyTdeAttachmentRequest {
    pub name: String,
    pub region_id: Option<String>,
}

impl Request for DestroyTdeAttachmentRequest {
    type Response = DestroyTdeAttachmentResponse;
    const OPERATION: Operation = Operation::RdsDestroyTdeAttachment;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DestroyTdeAttachment` answers.
#[derive(Default)]
pub struct DestroyTdeAttachmentResponse {}

impl Message for DestroyTdeAttachmentResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
