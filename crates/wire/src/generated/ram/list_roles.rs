//! `ListRoles` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListRoles` asks.
#[derive(Default)]
pub struct ListRolesRequest {
    pub marker: Option<String>,
    pub max_items: Option<i64>,
    pub tag: Vec<TagParameter>,
}

impl Request for ListRolesRequest {
    type Response = ListRolesResponse;
    const OPERATION: Operation = Operation::RamListRoles;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Marker", Shape::Text),
        Parameter::optional("MaxItems", Shape::Integer),
        Parameter::optional("Tag", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            marker: read::text(params, "Marker"),
            max_items: read::integer(params, "MaxItems")?,
            tag: read::elements(params, "Tag")?,
        })
    }
}

/// What `ListRoles` answers.
#[derive(Default)]
pub struct ListRolesResponse {
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub roles: Vec<Role>,
}

impl Message for ListRolesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "IsTruncated", &self.is_truncated);
        write::text(to, "Marker", &self.marker);
        write::wrapped_list(to, "Roles", "Role", &self.roles);
    }
}

/// `Role` in the answer.
#[derive(Default)]
pub struct Role {
    pub allow_console_login: Option<bool>,
    pub arn: Option<String>,
    pub create_date: Option<String>,
    pub description: Option<String>,
    pub max_session_duration: Option<i64>,
    pub role_id: Option<String>,
    pub role_name: Option<String>,
    pub tags: Vec<RoleTag>,
    pub update_date: Option<String>,
}

impl Message for Role {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AllowConsoleLogin", &self.allow_console_login);
        write::text(to, "Arn", &self.arn);
        write::text(to, "CreateDate", &self.create_date);
        write::text(to, "Description", &self.description);
        write::integer(to, "MaxSessionDuration", &self.max_session_duration);
        write::text(to, "RoleId", &self.role_id);
        write::text(to, "RoleName", &self.role_name);
        write::wrapped_list(to, "Tags", "Tag", &self.tags);
        write::text(to, "UpdateDate", &self.update_date);
    }
}

/// `Tag` in the answer.
#[derive(Default)]
pub struct RoleTag {
    pub tag_key: Option<String>,
    pub tag_value: Option<String>,
}

impl Message for RoleTag {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TagKey", &self.tag_key);
        write::text(to, "TagValue", &self.tag_value);
    }
}
