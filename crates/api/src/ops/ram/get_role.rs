//! `GetRole`: what there is to say of a role, its trust policy included.

use rampart_identity::{actions::ram::GetRole, role};
use rampart_wire::ram::get_role::{GetRoleRequest, GetRoleResponse, Role};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_role(call: &mut Call<'_>, ask: GetRoleRequest) -> Answer<GetRoleResponse> {
    let role = call.permit(GetRole, named::role(ask.role_name)?).await?;

    let role = role::get(&role);

    let shown = Role {
        assume_role_policy_document: shown::text(&role.trust),
        update_date: shown::date(role.updated),
        role_principal_name: Some(format!(
            "{}@role.{}.onaliyunservice.com",
            role.name.folded(),
            role.account
        )),
        ..shown::role!(Role, role)
    };
    Ok(GetRoleResponse { role: Some(shown) })
}
