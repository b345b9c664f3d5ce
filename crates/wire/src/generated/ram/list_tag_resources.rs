//! `ListTagResources` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListTagResources` asks.
#[derive(Default)]
pub struct ListTagResourcesRequest {
    pub next_token: Option<String>,
    pub page_size: Option<i64>,
    pub resource_names: Vec<String>,
    pub resource_type: String,
    pub tag: Vec<TagParameter>,
}

impl Request for ListTagResourcesRequest {
    type Response = ListTagResourcesResponse;
    const OPERATION: Operation = Operation::RamListTagResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("NextToken", Shape::Text),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("ResourceNames", Shape::Texts),
        Parameter::required("ResourceType", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            next_token: read::text(params, "NextToken"),
            page_size: read::integer(params, "PageSize")?,
            resource_names: read::texts(params, "ResourceNames")?,
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
        write::list(to, "TagResources", &self.tag_resources);
    }
}

/// `TagResources` in the answer.
#[derive(Default)]
pub struct TagResource {
    pub resource_name: Option<String>,
    pub resource_type: Option<String>,
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for TagResource {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ResourceName", &self.resource_name);
        write::text(to, "ResourceType", &self.resource_type);
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
