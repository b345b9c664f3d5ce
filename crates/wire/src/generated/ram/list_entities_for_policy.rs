//! `ListEntitiesForPolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListEntitiesForPolicy` asks.
#[derive(Default)]
pub struct ListEntitiesForPolicyRequest {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
}

impl Request for ListEntitiesForPolicyRequest {
    type Response = ListEntitiesForPolicyResponse;
    const OPERATION: Operation = Operation::RamListEntitiesForPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("PolicyName", Shape::Text),
        Parameter::required("PolicyType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            policy_name: read::text(params, "PolicyName"),
            policy_type: read::text(params, "PolicyType"),
        })
    }
}

/// What `ListEntitiesForPolicy` answers.
#[derive(Default)]
pub struct ListEntitiesForPolicyResponse {
    pub groups: Vec<Group>,
    pub roles: Vec<Role>,
    pub users: Vec<User>,
}

impl Message for ListEntitiesForPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Groups", "Group", &self.groups);
        write::wrapped_list(to, "Roles", "Role", &self.roles);
        write::wrapped_list(to, "Users", "User", &self.users);
    }
}

/// `Group` in the answer.
#[derive(Default)]
pub struct Group {
    pub attach_date: Option<String>,
    pub comments: Option<String>,
    pub group_name: Option<String>,
}

impl Message for Group {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AttachDate", &self.attach_date);
        write::text(to, "Comments", &self.comments);
        write::text(to, "GroupName", &self.group_name);
    }
}

/// `Role` in the answer.
#[derive(Default)]
pub struct Role {
    pub arn: Option<String>,
    pub attach_date: Option<String>,
    pub description: Option<String>,
    pub role_id: Option<String>,
    pub role_name: Option<String>,
}

impl Message for Role {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AttachDate", &self.attach_date);
        write::text(to, "Description", &self.description);
        write::text(to, "RoleId", &self.role_id);
        write::text(to, "RoleName", &self.role_name);
    }
}

/// `User` in the answer.
#[derive(Default)]
pub struct User {
    pub attach_date: Option<String>,
    pub display_name: Option<String>,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
}

impl Message for User {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AttachDate", &self.attach_date);
        write::text(to, "DisplayName", &self.display_name);
        write::text(to, "UserId", &self.user_id);
        write::text(to, "UserName", &self.user_name);
    }
}
