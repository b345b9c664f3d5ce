//! `UntagResources` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UntagResources` asks.
#[derive(Default)]
pub struct UntagResourcesRequest {
    pub all: Option<bool>,
    pub region_id: Option<String>,
    pub resource_id: Vec<String>,
    pub resource_type: String,
    pub tag_key: Vec<String>,
}

impl Request for UntagResourcesRequest {
    type Response = UntagResourcesResponse;
    const OPERATION: Operation = Operation::RdsUntagResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("All", Shape::Boolean),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("ResourceId", Shape::Texts),
        Parameter::required("ResourceType", Shape::Text),
        Parameter::optional("TagKey", Shape::Texts),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            all: read::boolean(params, "All")?,
            region_id: read::text(params, "RegionId"),
            resource_id: read::required_texts(params, "ResourceId")?,
            resource_type: read::required_text(params, "ResourceType")?,
            tag_key: read::texts(params, "TagKey")?,
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
