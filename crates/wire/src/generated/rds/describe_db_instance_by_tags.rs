//! `DescribeDBInstanceByTags` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceByTags` asks.
#[derive(Default)]
pub struct DescribeDBInstanceByTagsRequest {
    pub client_token: Option<String>,
    pub db_instance_id: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub proxy_id: Option<String>,
}

impl Request for DescribeDBInstanceByTagsRequest {
    type Response = DescribeDBInstanceByTagsResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceByTags;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("proxyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::text(params, "DBInstanceId"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            proxy_id: read::text(params, "proxyId"),
        })
    }
}

/// What `DescribeDBInstanceByTags` answers.
#[derive(Default)]
pub struct DescribeDBInstanceByTagsResponse {
    pub items: Vec<DBInstanceTag>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeDBInstanceByTagsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "DBInstanceTag", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `DBInstanceTag` in the answer.
#[derive(Default)]
pub struct DBInstanceTag {
    pub db_instance_id: Option<String>,
    pub tags: Vec<Tag>,
}

impl Message for DBInstanceTag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::wrapped_list(to, "Tags", "Tag", &self.tags);
    }
}

/// `Tag` in the answer.
#[derive(Default)]
pub struct Tag {
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for Tag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
