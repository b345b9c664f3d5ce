//! `DeleteApplicationAccessPoint` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DeleteApplicationAccessPoint` asks.
#[derive(Default)]
pub struct DeleteApplicationAccessPointRequest {
    pub name: String,
}

impl Request for DeleteApplicationAccessPointRequest {
    type Response = DeleteApplicationAccessPointResponse;
    const OPERATION: Operation = Operation::KmsDeleteApplicationAccessPoint;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
        })
    }
}

/// What `DeleteApplicationAccessPoint` answers.
#[derive(Default)]
pub struct DeleteApplicationAccessPointResponse {}

impl Message for DeleteApplicationAccessPointResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
