//! `DeleteRole`: a role that holds nothing any more goes, and its sessions with it.

use rampart_identity::{actions::ram::DeleteRole, role};
use rampart_wire::ram::delete_role::{DeleteRoleRequest, DeleteRoleResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_role(call: &mut Call<'_>, ask: DeleteRoleRequest) -> Answer<DeleteRoleResponse> {
    let role = call.permit(DeleteRole, named::role(ask.role_name)?).await?;

    role::delete(call.txn(), &role).await?;

    Ok(DeleteRoleResponse {})
}
