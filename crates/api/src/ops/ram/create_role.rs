//! `CreateRole`: a role, which may do nothing yet.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::CreateRole,
    name::RoleName,
    role::{self, NewRole, SessionLength},
};
use rampart_wire::ram::create_role::{CreateRoleRequest, CreateRoleResponse, Role};

use super::{
    named::{self, required, required_name},
    shown,
};
use crate::{Answer, Call};

pub(crate) async fn create_role(call: &mut Call<'_>, ask: CreateRoleRequest) -> Answer<CreateRoleResponse> {
    let max_session = ask.max_session_duration.map(SessionLength::seconds).transpose()?;
    let new = NewRole {
        name: required_name("RoleName", ask.role_name, RoleName::parse)?,
        description: named::description("Description", ask.description)?,
        trust: required("AssumeRolePolicyDocument", ask.assume_role_policy_document)?.into(),
        max_session: max_session.unwrap_or_default(),
        tags: named::tags(ask.tag)?,
    };
    let among = call.permit_on(CreateRole, Collection::global("ram", call.account(), "role/*"))?;

    let (quotas, clock, entropy) = (call.services().identity.quotas(), call.clock(), call.entropy());
    let role = role::create(call.txn(), &among, new, quotas, clock, entropy).await?;

    let shown = Role { assume_role_policy_document: shown::text(&role.trust), ..shown::role!(Role, &role) };
    Ok(CreateRoleResponse { role: Some(shown) })
}
