//! `ScheduleKeyDeletion` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ScheduleKeyDeletion` asks.
#[derive(Default)]
pub struct ScheduleKeyDeletionRequest {
    pub key_id: String,
    pub pending_window_in_days: i64,
}

impl Request for ScheduleKeyDeletionRequest {
    type Response = ScheduleKeyDeletionResponse;
    const OPERATION: Operation = Operation::KmsScheduleKeyDeletion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KeyId", Shape::Text),
        Parameter::required("PendingWindowInDays", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            key_id: read::required_text(params, "KeyId")?,
            pending_window_in_days: read::required_integer(params, "PendingWindowInDays")?,
        })
    }
}

/// What `ScheduleKeyDeletion` answers.
#[derive(Default)]
pub struct ScheduleKeyDeletionResponse {}

impl Message for ScheduleKeyDeletionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
