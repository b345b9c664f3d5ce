//! `UpdateRole`: other trust, other words or another longest session for a role.

use rampart_identity::{
    actions::ram::UpdateRole,
    role::{self, RoleChange, SessionLength},
};
use rampart_wire::ram::update_role::{Role, UpdateRoleRequest, UpdateRoleResponse};

use super::{named, shown};
use crate::{Answer, Call, Refusal};

pub(crate) async fn update_role(call: &mut Call<'_>, ask: UpdateRoleRequest) -> Answer<UpdateRoleResponse> {
    let change = RoleChange {
        description: named::description("NewDescription", ask.new_description)?,
        trust: ask.new_assume_role_policy_document.map(Into::into),
        max_session: ask
            .new_max_session_duration
            .map(SessionLength::seconds)
            .transpose()
            .map_err(|_| Refusal::incorrect("NewMaxSessionDuration"))?,
    };
    let role = call.permit(UpdateRole, named::role(ask.role_name)?).await?;

    let now = call.now();
    let role = role::update(call.txn(), &role, change, now)
        .await
        .map_err(|refused| Refusal::trust("NewAssumeRolePolicyDocument", refused))?;

    let shown = Role {
        assume_role_policy_document: shown::text(&role.trust),
        update_date: shown::date(role.updated),
        ..shown::role!(Role, &role)
    };
    Ok(UpdateRoleResponse { role: Some(shown) })
}
