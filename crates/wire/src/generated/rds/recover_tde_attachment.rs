//! `RecoverTdeAttachment` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RecoverTdeAttachment` asks.
#[derive(Default)]
pub struct RecoverTdeAttachmentRequest {
    pub name: String,
    pub region_id: Option<String>,
}

impl Request for RecoverTdeAttachmentRequest {
    type Response = RecoverTdeAttachmentResponse;
    const OPERATION: Operation = Operation::RdsRecoverTdeAttachment;
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

/// What `RecoverTdeAttachment` answers.
#[derive(Default)]
pub struct RecoverTdeAttachmentResponse {
    pub mount_path: Option<String>,
}

impl Message for RecoverTdeAttachmentResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "MountPath", &self.mount_path);
    }
}
