//! `DeleteLoginProfile` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteLoginProfile` asks.
#[derive(Default)]
pub struct DeleteLoginProfileRequest {
    pub user_name: Option<String>,
}

impl Request for DeleteLoginProfileRequest {
    type Response = DeleteLoginProfileResponse;
    const OPERATION: Operation = Operation::RamDeleteLoginProfile;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("UserName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            user_name: read::text(params, "UserName"),
        })
    }
}

/// What `DeleteLoginProfile` answers.
#[derive(Default)]
pub struct DeleteLoginProfileResponse {}

impl Message for DeleteLoginProfileResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
