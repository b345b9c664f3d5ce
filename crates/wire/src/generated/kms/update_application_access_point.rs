//! `UpdateApplicationAccessPoint` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateApplicationAccessPoint` asks.
#[derive(Default)]
pub struct UpdateApplicationAccessPointRequest {
    pub description: Option<String>,
    pub name: String,
    pub policies: Option<String>,
}

impl Request for UpdateApplicationAccessPointRequest {
    type Response = UpdateApplicationAccessPointResponse;
    const OPERATION: Operation = Operation::KmsUpdateApplicationAccessPoint;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Description", Shape::Text),
        Parameter::required("Name", Shape::Text),
        Parameter::optional("Policies", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            description: read::text(params, "Description"),
            name: read::required_text(params, "Name")?,
            policies: read::text(params, "Policies"),
        })
    }
}

/// What `UpdateApplicationAccessPoint` answers.
#[derive(Default)]
pub struct UpdateApplicationAccessPointResponse {}

impl Message for UpdateApplicationAccessPointResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
