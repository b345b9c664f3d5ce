//! `TagResources` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `TagResources` asks.
#[derive(Default)]
pub struct TagResourcesRequest {
    pub region_id: Option<String>,
    pub resource_id: Vec<String>,
    pub resource_type: String,
    pub tag: Vec<TagParameter>,
}

impl Request for TagResourcesRequest {
    type Response = TagResourcesResponse;
    const OPERATION: Operation = Operation::RdsTagResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("ResourceId", Shape::Texts),
        Parameter::required("ResourceType", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            region_id: read::text(params, "RegionId"),
            resource_id: read::required_texts(params, "ResourceId")?,
            resource_type: read::required_text(params, "ResourceType")?,
            tag: read::elements(params, "Tag")?,
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
