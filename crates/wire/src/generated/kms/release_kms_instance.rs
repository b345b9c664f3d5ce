//! `ReleaseKmsInstance` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ReleaseKmsInstance` asks.
#[derive(Default)]
pub struct ReleaseKmsInstanceRequest {
    pub force_delete_without_backup: Option<String>,
    pub kms_instance_id: String,
}

impl Request for ReleaseKmsInstanceRequest {
    type Response = ReleaseKmsInstanceResponse;
    const OPERATION: Operation = Operation::KmsReleaseKmsInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ForceDeleteWithoutBackup", Shape::Text),
        Parameter::required("KmsInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            force_delete_without_backup: read::text(params, "ForceDeleteWithoutBackup"),
            kms_instance_id: read::required_text(params, "KmsInstanceId")?,
        })
    }
}

/// What `ReleaseKmsInstance` answers.
#[derive(Default)]
pub struct ReleaseKmsInstanceResponse {}

impl Message for ReleaseKmsInstanceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
