//! `ListGroups` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListGroups` asks.
#[derive(Default)]
pub struct ListGroupsRequest {
    pub marker: Option<String>,
    pub max_items: Option<i64>,
}

impl Request for ListGroupsRequest {
    type Response = ListGroupsResponse;
    const OPERATION: Operation = Operation::RamListGroups;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Marker", Shape::Text),
        Parameter::optional("MaxItems", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            marker: read::text(params, "Marker"),
            max_items: read::integer(params, "MaxItems")?,
        })
    }
}

/// What `ListGroups` answers.
#[derive(Default)]
pub struct ListGroupsResponse {
    pub groups: Vec<Group>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Message for ListGroupsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Groups", "Group", &self.groups);
        write::boolean(to, "IsTruncated", &self.is_truncated);
        write::text(to, "Marker", &self.marker);
    }
}

/// `Group` in the answer.
#[derive(Default)]
pub struct Group {
    pub comments: Option<String>,
    pub create_date: Option<String>,
    pub group_id: Option<String>,
    pub group_name: Option<String>,
    pub update_date: Option<String>,
}

impl Message for Group {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Comments", &self.comments);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "GroupId", &self.group_id);
        write::text(to, "GroupName", &self.group_name);
        write::text(to, "UpdateDate", &self.update_date);
    }
}
