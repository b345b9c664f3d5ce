//! `UntagResources` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UntagResources` asks.
#[derive(Default)]
pub struct UntagResourcesRequest {
    pub all: Option<bool>,
    pub resource_names: Vec<String>,
    pub resource_type: String,
    pub tag_keys: Vec<String>,
}

impl Request for UntagResourcesRequest {
    type Response = UntagResourcesResponse;
    const OPERATION: Operation = Operation::RamUntagResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("All", Shape::Boolean),
        Parameter::required("ResourceNames", Shape::Texts),
        Parameter::required("ResourceType", Shape::Text),
        Parameter::optional("TagKeys", Shape::Texts),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            all: read::boolean(params, "All")?,
            resource_names: read::required_texts(params, "ResourceNames")?,
            resource_type: read::required_text(params, "ResourceType")?,
            tag_keys: read::texts(params, "TagKeys")?,
        })
    }
}

/// What `UntagResources` answers.
#[derive(Default)]
pub struct UntagResourcesResponse {}

impl Message for UntagResourcesResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
