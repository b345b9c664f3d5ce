//! `DescribeTags` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeTags` asks.
#[derive(Default)]
pub struct DescribeTagsRequest {
    pub client_token: Option<String>,
    pub db_instance_id: Option<String>,
    pub region_id: Option<String>,
    pub resource_type: Option<String>,
    pub tags: Option<String>,
    pub proxy_id: Option<String>,
}

impl Request for DescribeTagsRequest {
    type Response = DescribeTagsResponse;
    const OPERATION: Operation = Operation::RdsDescribeTags;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceType", Shape::Text),
        Parameter::optional("Tags", Shape::Text),
        Parameter::optional("proxyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::text(params, "DBInstanceId"),
            region_id: read::text(params, "RegionId"),
            resource_type: read::text(params, "ResourceType"),
            tags: read::text(params, "Tags"),
            proxy_id: read::text(params, "proxyId"),
        })
    }
}

/// What `DescribeTags` answers.
#[derive(Default)]
pub struct DescribeTagsResponse {
    pub items: Vec<TagInfo>,
}

impl Message for DescribeTagsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "TagInfos", &self.items);
    }
}

/// `TagInfos` in the answer.
#[derive(Default)]
pub struct TagInfo {
    pub db_instance_ids: Vec<String>,
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for TagInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_texts(to, "DBInstanceIds", "DBInstanceIds", &self.db_instance_ids);
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
