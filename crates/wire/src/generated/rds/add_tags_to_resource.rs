//! `AddTagsToResource` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `AddTagsToResource` asks.
#[derive(Default)]
pub struct AddTagsToResourceRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub tags: Option<String>,
    pub proxy_id: Option<String>,
    pub tag: Vec<TagParameter>,
}

impl Request for AddTagsToResourceRequest {
    type Response = AddTagsToResourceResponse;
    const OPERATION: Operation = Operation::RdsAddTagsToResource;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("Tags", Shape::Text),
        Parameter::optional("proxyId", Shape::Text),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            tags: read::text(params, "Tags"),
            proxy_id: read::text(params, "proxyId"),
            tag: read::elements(params, "Tag")?,
        })
    }
}

/// What `AddTagsToResource` answers.
#[derive(Default)]
pub struct AddTagsToResourceResponse {}

impl Message for AddTagsToResourceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
