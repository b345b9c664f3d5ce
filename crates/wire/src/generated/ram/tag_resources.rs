//! `TagResources` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `TagResources` asks.
#[derive(Default)]
pub struct TagResourcesRequest {
    pub resource_names: Vec<String>,
    pub resource_type: String,
    pub tag: Vec<TagParameter>,
}

impl Request for TagResourcesRequest {
    type Response = TagResourcesResponse;
    const OPERATION: Operation = Operation::RamTagResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ResourceNames", Shape::Texts),
        Parameter::required("ResourceType", Shape::Text),
        Parameter::required("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            resource_names: read::texts(params, "ResourceNames")?,
            resource_type: read::required_text(params, "ResourceType")?,
            tag: read::required_elements(params, "Tag")?,
        })
    }
}

/// What `TagResources` answers.
#[derive(Default)]
pub struct TagResourcesResponse {}

impl Message for TagResourcesResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
