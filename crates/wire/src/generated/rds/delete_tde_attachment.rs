//! `DeleteTdeAttachment` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteTdeAttachment` asks.
#[derive(Default)]
pub struct DeleteTdeAttachmentRequest {
    pub name: String,
    pub region_id: Option<String>,
}

impl Request for DeleteTdeAttachmentRequest {
    type Response = DeleteTdeAttachmentResponse;
    const OPERATION: Operation = Operation::RdsDeleteTdeAttachment;
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

/// What `DeleteTdeAttachment` answers.
#[derive(Default)]
pub struct DeleteTdeAttachmentResponse {
    pub kept_until: Option<String>,
}

impl Message for DeleteTdeAttachmentResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KeptUntil", &self.kept_until);
    }
}
