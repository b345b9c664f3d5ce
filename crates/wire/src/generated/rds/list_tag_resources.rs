//! `ListTagResources` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListTagResources` asks.
#[derive(Default)]
pub struct ListTagResourcesRequest {
    pub next_token: Option<String>,
    pub region_id: Option<String>,
    pub resource_id: Vec<String>,
    pub resource_type: String,
    pub tag: Vec<TagParameter>,
}

impl Request for ListTagResourcesRequest {
    type Response = ListTagResourcesResponse;
    const OPERATION: Operation = Operation::RdsListTagResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("NextToken", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceId", Shape::Texts),
        Parameter::required("ResourceType", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            next_token: read::text(params, "NextToken"),
            region_id: read::text(params, "RegionId"),
            resource_id: read::texts(params, "ResourceId")?,
            resource_type: read::required_text(params, "ResourceType")?,
            tag: read::elements(params, "Tag")?,
        })
    }
}

/// What `ListTagResources` answers.
#[derive(Default)]
pub struct ListTagResourcesResponse {
    pub next_token: Option<String>,
    pub tag_resources: Vec<TagResource>,
}

impl Message for ListTagResourcesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "NextToken", &self.next_token);
        write::wrapped_list(to, "TagResources", "TagResource", &self.tag_resources);
    }
}

/// `TagResource` in the answer.
#[derive(Default)]
pub struct TagResource {
    pub resource_id: Option<String>,
    pub resource_type: Option<String>,
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for TagResource {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ResourceId", &self.resource_id);
        write::text(to, "ResourceType", &self.resource_type);
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
